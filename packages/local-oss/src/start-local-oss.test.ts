import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { generatedBytes, type LocalOssOptions, startLocalOss } from './index.ts';
import {
  account,
  presign,
  send,
  sendSigned,
  startTestOss,
  temporaryAccount,
  xmlText,
} from './local-oss.test-support.ts';

describe('startLocalOss', () => {
  it('default: serves presigned URLs', async () => {
    const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [account] });
    onTestFinished(() => local.close());
    await local.putObject({ bucket: 'examplebucket', key: 'a', body: 'content' });
    const response = await fetch(`${local.endpoint}${presign({ key: 'a', now: new Date() })}`);
    expect(local.endpoint).toBe(`http://127.0.0.1:${local.port}`);
    expect(await response.text()).toBe('content');
  });

  it('option: host', async () => {
    const local = await startTestOss({ host: '::1' });
    await local.putObject({ bucket: 'public-bucket', key: 'a', body: 'content' });
    expect(local.endpoint).toBe(`http://[::1]:${local.port}`);
    expect(await (await fetch(`${local.endpoint}/public-bucket/a`)).text()).toBe('content');
  });

  it('option: requestLogLimit', async () => {
    const local = await startTestOss({ requestLogLimit: 2 });
    for (const key of ['a', 'b', 'c']) await send(local, { target: `/examplebucket/${key}` });
    expect(local.requests.map((request) => request.path)).toEqual(['/examplebucket/b', '/examplebucket/c']);
    local.clearRequests();
    expect(local.requests).toEqual([]);
  });

  it.each([
    ['a bucket name with a dot', { buckets: ['a.b.c'] }, /Invalid bucket name "a\.b\.c"/],
    ['a bucket name that leaves the directory', { buckets: ['../x'] }, /Invalid bucket name/],
    ['a duplicate bucket', { buckets: ['same', { name: 'same' }] }, /Duplicate bucket: same/],
    ['a duplicate account', { accounts: [account, account] }, /Duplicate access key ID: LTAI5tExample/],
    ['a single bucket', { buckets: 'examplebucket' as never }, /option buckets must be a list/],
    ['no accounts', { accounts: undefined as never }, /option accounts must be a list/],
    ['a port that is text', { port: 'local' as never }, /option port must be a whole number/],
    ['faults that are a list', { faults: [] as never }, /option faults must be a function/],
    ['a region with oss-', { region: 'oss-cn-hangzhou' }, /without oss-/],
    [
      'a CORS rule that exposes *',
      { buckets: [{ name: 'abc', cors: [{ allowedOrigins: ['*'], allowedMethods: ['GET'], exposeHeaders: ['*'] }] }] },
      /exposeHeaders must list header names/,
    ],
    [
      'a custom domain of two buckets',
      {
        buckets: [
          { name: 'abc', customDomains: ['d.test'] },
          { name: 'def', customDomains: ['D.test'] },
        ],
      },
      /Duplicate custom domain: d\.test/,
    ],
  ] satisfies [string, Partial<LocalOssOptions>, RegExp][])('error: %s', async (_, options, message) => {
    await expect(startTestOss(options)).rejects.toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(message),
    });
  });

  it('error: a port in use', async () => {
    const local = await startTestOss();
    await expect(startTestOss({ port: local.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('error: putObject with an unknown bucket', async () => {
    const local = await startTestOss();
    await expect(local.putObject({ bucket: 'none', key: 'a', body: '' })).rejects.toMatchObject({
      message: 'The local OSS has no bucket named none',
    });
  });
});

describe('the request log', () => {
  it('default: requests and their results', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'examplebucket', key: 'a b', body: 'content' });
    const response = await send(local, { target: presign({ key: 'a b' }), headers: { range: 'bytes=0-2' } });
    expect(local.requests).toMatchObject([
      {
        method: 'GET',
        path: '/examplebucket/a%20b',
        headers: { range: 'bytes=0-2' },
        requestId: response.headers['x-oss-request-id'],
        status: 206,
        bytesSent: 3,
        isComplete: true,
      },
    ]);
  });

  it('behavior: secrets are redacted', async () => {
    const local = await startTestOss();
    const target = presign({ key: 'a', account: temporaryAccount });
    await send(local, { target });
    await sendSigned(local, { key: 'a', account: temporaryAccount });
    const log = JSON.stringify(local.requests);
    const signature = /x-oss-signature=(\w+)/.exec(target)?.[1] ?? 'none';
    for (const secret of [signature, temporaryAccount.securityToken, temporaryAccount.accessKeyId, 'Signature=']) {
      expect(log).not.toContain(secret);
    }
    expect(log).toContain('REDACTED');
  });
});

describe('responses', () => {
  it('default: HEAD returns the headers of GET, without a body', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'examplebucket', key: 'a', body: 'content' });
    const get = await sendSigned(local, { key: 'a' });
    const head = await sendSigned(local, { key: 'a', method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    for (const name of ['content-length', 'etag', 'last-modified', 'content-type', 'x-oss-hash-crc64ecma']) {
      expect(head.headers[name]).toBe(get.headers[name]);
    }
  });

  it('error: HEAD returns the error in x-oss-err', async () => {
    const local = await startTestOss();
    const response = await sendSigned(local, { key: 'none', method: 'HEAD' });
    const xml = Buffer.from(response.headers['x-oss-err'] ?? '', 'base64').toString('utf8');
    expect(response).toMatchObject({ status: 404, text: '', headers: { 'x-oss-ec': '0026-00000001' } });
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error>\n {2}<Code>NoSuchKey<\/Code>\n/);
    expect(xml).toMatch(/<\/Error>\n$/);
    expect(xmlText(xml, 'Key')).toBe('none');
  });

  it('error: an unknown method', async () => {
    const response = await sendSigned(await startTestOss(), { key: 'a', method: 'PATCH' });
    expect(response.status).toBe(405);
    expect(xmlText(response.text, 'Method')).toBe('PATCH');
    expect(xmlText(response.text, 'ResourceType')).toBe('Object');
  });

  it('behavior: requests are checked in the same order as in OSS', async () => {
    const local = await startTestOss({ buckets: [{ name: 'examplebucket', requestPayer: 'Requester' }] });
    const code = async (target: string): Promise<string | undefined> =>
      xmlText((await send(local, { target })).text, 'Code');
    const query = 'response-content-type=a&x-oss-traffic-limit=1';
    expect(await code(presign({ bucket: 'nobucket', key: 'a', expiresInSeconds: 0 }))).toBe('NoSuchBucket');
    expect(await code(presign({ key: 'a', account: { accessKeyId: 'none', accessKeySecret: '' } }))).toBe(
      'InvalidAccessKeyId',
    );
    expect(await code(presign({ key: 'a', query }).replace(/.$/, 'z'))).toBe('SignatureDoesNotMatch');
    expect(await code(presign({ key: 'a', query }))).toBe('AccessDenied');
    local.putBucket('examplebucket');
    expect(await code(presign({ key: 'a', query }))).toBe('InvalidArgument');
    expect(await code(presign({ key: 'a', query: 'response-content-type=a' }))).toBe('InvalidRequest');
    expect(await code(presign({ key: 'a' }))).toBe('NoSuchKey');
  });
});

// Takes seconds: run it with SLOW_TESTS=1.
describe.runIf(process.env['SLOW_TESTS'] === '1')('memory', () => {
  it('behavior: 1 GiB in a directory, with constant memory', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'local-oss-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const local = await startTestOss({ directory });
    const sizeBytes = 1024 ** 3;
    const before = process.memoryUsage().rss;
    const { crc64 } = await local.putObject({
      bucket: 'examplebucket',
      key: 'large',
      body: generatedBytes(7, { start: 0, end: sizeBytes }),
    });
    const response = await fetch(`${local.endpoint}${presign({ key: 'large' })}`);
    let received = 0;
    for await (const piece of response.body ?? []) received += piece.length;
    expect(received).toBe(sizeBytes);
    expect(response.headers.get('x-oss-hash-crc64ecma')).toBe(crc64);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 ** 2);
  });
});
