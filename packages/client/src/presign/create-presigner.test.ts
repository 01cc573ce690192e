import type { CredentialsProvider, OssRequest } from '@ossferry/contract';
import { v1Signer, v4Signer } from '@ossferry/core-signer';
import { describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, getObject, putObject, uploadPart } from '../index.ts';
import { credentials, startMs } from '../kernel/kernel.test-support.ts';
import { createPresigner, type PresignerOptions, publicEndpoint, standardEndpoint } from './index.ts';

const address = { bucket: 'examplebucket', key: 'dir/ob ject.txt' };
const now = () => startMs;

function presigner(options: Partial<PresignerOptions> = {}) {
  return createPresigner({
    endpoint: publicEndpoint('cn-hangzhou'),
    credentials: () => credentials,
    now,
    ...options,
  });
}

function client(options: ClientOptions = {}) {
  return createClient({ region: 'cn-hangzhou', credentials, now, ...options });
}

const requests: readonly OssRequest[] = [
  getObject(address),
  getObject({ ...address, versionId: 'v/1', rangeBehavior: 'standard', responseContentDisposition: 'attachment' }),
  putObject({ ...address, contentType: 'text/plain', metadata: { a: 'b' } }),
  uploadPart({ ...address, uploadId: '0004B9', partNumber: 1 }),
];

describe('createPresigner', () => {
  it.each(requests)('default: returns the URL of a client: %#', async (request) => {
    const { warnings: _, ...expected } = await client().presign(request);
    expect(await presigner()(request)).toEqual({ ...expected, warnings: [] });
  });

  it('option: signer', async () => {
    const presign = presigner({ signer: v1Signer() });
    const tenDays = { expires: 864_000 };
    const { url } = await client({ signatureVersion: 'v1' }).presign(getObject(address), tenDays);
    expect((await presign(getObject(address), tenDays)).url).toBe(url);
  });

  it('option: endpoint', async () => {
    const options = { region: 'cn-hangzhou', endpoint: 'static.example.com', useCname: true };
    const presign = presigner({ endpoint: standardEndpoint(options) });
    expect((await presign(getObject(address))).url).toBe((await client(options).presign(getObject(address))).url);
  });

  it('option: credentials null leaves the URL unsigned', async () => {
    const { url } = await presigner({ credentials: null })(getObject(address));
    expect(url).toBe('https://examplebucket.oss-cn-hangzhou.aliyuncs.com/dir/ob%20ject.txt');
  });

  it('behavior: the token limits the lifetime', async () => {
    const expiration = new Date(startMs + 60_000);
    const presign = presigner({ credentials: () => ({ ...credentials, securityToken: 'token', expiration }) });
    expect(await presign(getObject(address))).toMatchObject({ expiration, limitedBy: 'token' });
  });

  it('behavior: ignores an empty token', async () => {
    const presign = presigner({ credentials: () => ({ ...credentials, securityToken: '' }) });
    const { url, limitedBy } = await presign(getObject(address));
    expect([url, limitedBy]).toEqual([(await presigner()(getObject(address))).url, 'request']);
    const empty = client({ credentials: { ...credentials, securityToken: '' } });
    expect(await empty.presign(getObject(address))).toMatchObject({ url, limitedBy: 'request', warnings: [] });
  });

  it('option: signer, with its own maximum lifetime', async () => {
    const presign = presigner({ signer: v4Signer() });
    await expect(presign(getObject(address), { expires: 604_801 })).rejects.toMatchObject({
      code: 'InvalidLifetime',
      phase: 'config',
    });
  });

  it('option: signer, without a maximum lifetime', async () => {
    const presign = presigner({ signer: { query: v1Signer().query } });
    const { expiration } = await presign(getObject(address), { expires: 2 * 604_800 });
    expect(expiration).toEqual(new Date(startMs + 2 * 604_800_000));
  });

  it('behavior: passes the required lifetime to the source', async () => {
    const calls: unknown[] = [];
    const source: CredentialsProvider = (needs) => {
      calls.push(needs.minLifetimeSeconds);
      return credentials;
    };
    await presigner({ credentials: source })(getObject(address), { expires: 600, expiryPolicy: 'require' });
    expect(calls).toEqual([600]);
  });

  it('behavior: accepts a region with the prefix oss-', async () => {
    const { url } = await presigner({ endpoint: publicEndpoint('oss-cn-beijing') })(getObject(address));
    expect(url).toContain('.oss-cn-beijing.aliyuncs.com/');
  });

  it.each<[string, Partial<typeof address>, Parameters<ReturnType<typeof presigner>>[1]]>([
    ['InvalidBucketName', { bucket: 'evil.example/' }, {}],
    ['InvalidObjectName', { key: '' }, {}],
    ['InvalidObjectName', { key: '\ud800' }, {}],
    ['InvalidLifetime', {}, { expires: 604_801 }],
    ['InvalidLifetime', {}, 3600 as never],
    ['InvalidLifetime', {}, new Date(startMs + 60_000) as never],
    ['InvalidLifetime', {}, { expiresIn: 60 } as never],
  ])('error: %s', async (code, input, options) => {
    await expect(presigner()(getObject({ ...address, ...input }), options)).rejects.toMatchObject({ code });
  });

  it.each([undefined, null, 'key', address])('error: InvalidOssRequest for %j', async (input) => {
    await expect(presigner()(input as never)).rejects.toMatchObject({ code: 'InvalidOssRequest' });
  });

  it('behavior: signs nothing after an abort', async () => {
    const reason = new Error('the user left');
    await expect(presigner()(getObject({ ...address, signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  });

  it('error: no region', () => {
    // An environment variable that is not set.
    for (const region of ['Hangzhou!', undefined as never]) {
      expect(() => publicEndpoint(region)).toThrow(expect.objectContaining({ code: 'InvalidRegion' }));
    }
  });

  it('error: invalid credentials', async () => {
    const presign = presigner({ credentials: () => ({ accessKeyId: 'a b', accessKeySecret: 'secret' }) });
    await expect(presign(getObject(address))).rejects.toMatchObject({ code: 'InvalidCredentials' });
  });

  it('error: a header with a line break', async () => {
    const request = { ...getObject(address), headers: { 'x-oss-meta-a': 'b\r\nx: y' } };
    await expect(presigner()(request)).rejects.toMatchObject({ phase: 'sign' });
  });
});
