import { text } from 'node:stream/consumers';
import type { Credentials } from '@ossferry/contract';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import axios from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axiosTransport } from './axios/index.ts';
import {
  abortMultipartUpload,
  type ClientOptions,
  completeMultipartUpload,
  contentDisposition,
  createClient,
  fetchTransport,
  getObject,
  headObject,
  initiateMultipartUpload,
  putObject,
  uploadPart,
} from './index.ts';

const permanent: Credentials = { accessKeyId: 'LTAI5tLocal', accessKeySecret: 'local-secret' };
const temporary: Credentials = { accessKeyId: 'STS.Local', accessKeySecret: 'sts-secret', securityToken: 'to+k/en==' };
const bucket = 'examplebucket';
const key = 'dir/中文 (1)+%2F!.txt';

let local: LocalOss;
let skewMs = 0;

beforeAll(async () => {
  local = await startLocalOss({
    buckets: [bucket, { name: 'publicbucket', acl: 'public-read' }, { name: 'paidbucket', requestPayer: 'Requester' }],
    accounts: [permanent, temporary],
    now: () => Date.now() + skewMs,
  });
});

afterAll(() => local.close());

function connect(options: ClientOptions = {}) {
  return createClient({
    endpoint: local.endpoint,
    region: 'cn-hangzhou',
    credentials: permanent,
    random: () => 0,
    ...options,
  });
}

const transports = { fetch: fetchTransport(), axios: axiosTransport(axios.create()) };

describe.each(Object.entries(transports))('through %s', (_, transport) => {
  describe.each([
    ['v4', permanent],
    ['v4', temporary],
    ['v1', permanent],
    ['v1', temporary],
  ] as const)('signed by %s, %o', (signatureVersion, credentials) => {
    const client = () => connect({ transport, signatureVersion, credentials });

    it.each([
      ['text', 'hello'],
      ['bytes', new TextEncoder().encode('hello')],
      ['a blob', new Blob(['hello'], { type: 'text/html' })],
      ['a stream', () => new Blob(['hello']).stream()],
    ])('behavior: put, head and get %s', async (_, body) => {
      const address = { bucket, key };
      const put = putObject({
        ...address,
        body,
        contentType: 'text/plain',
        metadata: { Author: 'a b' },
        forbidOverwrite: false,
      });
      expect((await client().send(put)).headers.get('etag')).toBe('"5D41402ABC4B2A76B9719D911017C592"');
      const head = await client().send(headObject(address));
      expect([head.headers.get('content-length'), head.headers.get('x-oss-meta-author')]).toEqual(['5', 'a b']);
      const part = await client().send(getObject({ ...address, rangeHeader: 'bytes=1-3', rangeBehavior: 'standard' }));
      expect([part.status, await part.text()]).toEqual([206, 'ell']);
    });

    it('behavior: a presigned URL downloads with plain fetch', async () => {
      await client().send(putObject({ bucket, key, body: 'hello' }));
      const disposition = contentDisposition('报告.txt');
      const request = getObject({ bucket, key, responseContentDisposition: disposition, rangeBehavior: 'standard' });
      const { url, method, signedHeaders, warnings } = await client().presign(request);
      const response = await fetch(url, { method, headers: signedHeaders });
      expect([response.status, await response.text()]).toEqual([200, 'hello']);
      expect(response.headers.get('content-disposition')).toBe(disposition);
      expect(warnings.filter(({ code }) => code !== 'TokenEndUnknown')).toEqual([]);
    });

    it('behavior: a multipart upload with presigned URLs', async () => {
      const address = { bucket, key: `parts of ${signatureVersion}` };
      const oss = client();
      const call = async (request: Parameters<typeof oss.presign>[0], body?: string) => {
        const { url, method, signedHeaders } = await oss.presign(request);
        // Bytes, because fetch adds a content type to text.
        const bytes = body === undefined ? null : new TextEncoder().encode(body);
        const response = await fetch(url, { method, headers: signedHeaders, body: bytes });
        expect(response.ok).toBe(true);
        return response;
      };
      const initiated = await (await call(initiateMultipartUpload(address))).text();
      const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(initiated)?.[1] ?? '';
      const uploaded = await call(uploadPart({ ...address, uploadId, partNumber: 1 }), 'hello');
      const etag = uploaded.headers.get('etag') ?? '';
      const complete = completeMultipartUpload({ ...address, uploadId, parts: [{ partNumber: 1, etag }] });
      await call(complete, String(complete.body));
      expect(await (await oss.send(getObject(address))).text()).toBe('hello');
    });
  });

  it('behavior: a multipart upload with send', async () => {
    const address = { bucket, key: 'sent in parts' };
    const client = connect({ transport });
    const initiated = await (
      await client.send(initiateMultipartUpload({ ...address, contentType: 'video/mp4' }))
    ).text();
    const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(initiated)?.[1] ?? '';
    const { headers } = await client.send(uploadPart({ ...address, uploadId, partNumber: 1, body: 'hello' }));
    const parts = [{ partNumber: 1, etag: headers.get('etag') ?? '' }];
    await client.send(completeMultipartUpload({ ...address, uploadId, parts }));
    const response = await client.send(getObject(address));
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['video/mp4', 'hello']);
    await expect(client.send(abortMultipartUpload({ ...address, uploadId }))).rejects.toMatchObject({
      code: 'NoSuchUpload',
    });
  });

  it('error: reads the error of HEAD from its header', async () => {
    const error = await connect({ transport })
      .send(headObject({ bucket, key: 'missing' }))
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 'NoSuchKey', status: 404, requestId: expect.stringMatching(/^[0-9A-F]{24}$/) });
  });

  it('behavior: retries after an error response', async () => {
    const client = connect({ transport });
    await client.send(putObject({ bucket, key: 'busy', body: 'hello' }));
    let failures = 2;
    local.setFaults(() => {
      failures -= 1;
      return failures < 0
        ? undefined
        : { type: 'respond', status: 503, error: { code: 'ServiceUnavailable', message: 'Busy.' } };
    });
    const response = await client.send(getObject({ bucket, key: 'busy' }));
    local.setFaults(undefined);
    expect(await response.text()).toBe('hello');
  });

  it('behavior: retries after a lost connection', async () => {
    const client = connect({ transport, retry: { baseDelayMs: 0 } });
    let failures = 1;
    local.setFaults(() => {
      failures -= 1;
      return failures < 0 ? undefined : { type: 'disconnect' };
    });
    let opened = 0;
    const body = () => {
      opened += 1;
      return new Blob(['hello']).stream();
    };
    await client.send(putObject({ bucket, key: 'broken', body }));
    local.setFaults(undefined);
    expect(opened).toBe(2);
    expect(await (await client.send(getObject({ bucket, key: 'broken' }))).text()).toBe('hello');
  });

  it.each(['v4', 'v1'] as const)('behavior: corrects a wrong clock, %s', async (signatureVersion) => {
    const client = connect({ transport, signatureVersion, now: () => Date.now() - 3_600_000 });
    const put = putObject({ bucket, key: 'clock', body: 'hello' });
    expect((await client.send(put)).status).toBe(200);
    const { url } = await client.presign(getObject({ bucket, key: 'clock' }));
    expect((await fetch(url)).status).toBe(200);
  });
});

describe('presigned URLs', () => {
  it('behavior: an unsigned URL for anonymous access', async () => {
    await connect().send(putObject({ bucket: 'publicbucket', key, body: 'open' }));
    const anonymous = connect({ credentials: null });
    const { url } = await anonymous.presign(getObject({ bucket: 'publicbucket', key }));
    expect(url).not.toContain('?');
    expect(await (await fetch(url)).text()).toBe('open');
    expect(await (await anonymous.send(getObject({ bucket: 'publicbucket', key }))).text()).toBe('open');
    await expect(anonymous.send(getObject({ bucket, key }))).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('behavior: a URL expires at the expiration of the result', async () => {
    await connect().send(putObject({ bucket, key, body: 'hello' }));
    const { url, expiration } = await connect().presign(getObject({ bucket, key }), { expires: 60 });
    skewMs = expiration.getTime() - Date.now() - 2000;
    expect((await fetch(url)).status).toBe(200);
    skewMs += 4000;
    const late = await fetch(url);
    skewMs = 0;
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired.')]);
  });

  it('behavior: signed headers must be sent', async () => {
    await connect().send(putObject({ bucket: 'paidbucket', key, body: 'hello', requestPayer: 'requester' }));
    const signed = await connect().presign(getObject({ bucket: 'paidbucket', key, requestPayer: 'requester' }));
    expect((await fetch(signed.url, { headers: signed.signedHeaders })).status).toBe(200);
    expect((await fetch(signed.url)).status).toBe(403);
  });

  it('option: a traffic limit in the query needs no header', async () => {
    await connect().send(putObject({ bucket, key, body: 'hello' }));
    const parameters = { 'x-oss-traffic-limit': '819200' };
    const { url, signedHeaders } = await connect().presign(getObject({ bucket, key, parameters }));
    expect([signedHeaders, await (await fetch(url)).text()]).toEqual([{}, 'hello']);
  });
});

describe('errors', () => {
  it('error: connection refused', async () => {
    const other = await startLocalOss({ buckets: [bucket], accounts: [permanent] });
    await other.close();
    const client = connect({ endpoint: other.endpoint, retry: { maxAttempts: 1 } });
    await expect(client.send(getObject({ bucket, key }))).rejects.toMatchObject({
      code: 'ConnectionRefused',
      phase: 'connect',
      attempt: 1,
    });
  });

  it('error: a wrong secret', async () => {
    const client = connect({ credentials: { ...permanent, accessKeySecret: 'wrong' } });
    await expect(client.send(getObject({ bucket, key }))).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
      status: 403,
    });
  });

  it('behavior: requests new credentials after a refusal', async () => {
    await connect().send(putObject({ bucket, key, body: 'hello' }));
    const calls: unknown[] = [];
    const client = connect({
      credentials: ({ rejected }) => {
        calls.push(rejected);
        return rejected ? permanent : { ...permanent, accessKeyId: 'LTAI5tOld' };
      },
    });
    expect(await (await client.send(getObject({ bucket, key }))).text()).toBe('hello');
    expect(calls).toEqual([false, true]);
  });

  it('behavior: the response can be piped to a stream of Node', async () => {
    await connect().send(putObject({ bucket, key, body: 'hello' }));
    const { body } = await connect().send(getObject({ bucket, key }));
    expect(await text(body as ReadableStream<Uint8Array>)).toBe('hello');
  });
});
