import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import { createSigningHandler, type SigningHandlerOptions } from './create-signing-handler.ts';
import { sourceFromSigningServer } from './source-from-signing-server.ts';

const here = 'https://sign.example.com';
const account = { accessKeyId: 'LTAI-canary', accessKeySecret: 'canary-secret' };
const signingRequest = { bucket: 'bucket', key: 'users/42/report.pdf' };
const presigned = {
  method: 'GET',
  url: 'https://bucket.oss-cn-hangzhou.aliyuncs.com/k?x-oss-signature=0',
  expiration: '2030-01-01T00:00:00.000Z',
  signedHeaders: {},
  limitedBy: 'request',
  warnings: [],
};

const setUp = (options: Partial<SigningHandlerOptions> = {}) =>
  createSigningHandler({
    client: createClient({ region: 'cn-hangzhou', credentials: account }),
    authorize: () => ({ allow: true, anyObject: true }),
    ...options,
  });

/** Creates a source whose server returns this response. */
const answering = (body: BodyInit | null | object, init: ResponseInit = {}) => {
  const isBody = body === null || typeof body === 'string' || body instanceof ReadableStream;
  const fetch = async () => new Response(isBody ? body : JSON.stringify(body), init);
  return sourceFromSigningServer(here, signingRequest, { fetch });
};

describe('sourceFromSigningServer', () => {
  const through = (handler: (request: Request) => Promise<Response>): typeof globalThis.fetch => {
    return (input, init) => handler(new Request(input as string, init));
  };

  it('default: returns a new presign result each time', async () => {
    const source = sourceFromSigningServer(`${here}/sign`, signingRequest, { fetch: through(setUp()) });
    const { url, expiration, method } = await source();
    expect(url).toContain('x-oss-signature=');
    expect(expiration.getTime()).toBeGreaterThan(Date.now());
    expect(method).toBe('GET');
  });

  it("error: the server's refusal", async () => {
    const handler = setUp({ authorize: () => ({ allow: false, reason: 'Not yours.' }) });
    const source = sourceFromSigningServer(`${here}/sign`, signingRequest, { fetch: through(handler) });
    await expect(source()).rejects.toMatchObject({ code: 'NotAllowed', status: 403, message: 'Not yours.' });
    const limited = setUp({ rateLimit: () => ({ allowed: false, retryAfterSeconds: 3 }) });
    const retried = sourceFromSigningServer(`${here}/sign`, signingRequest, { fetch: through(limited) });
    await expect(retried()).rejects.toMatchObject({
      code: 'TooManyRequests',
      retryable: true,
      retryAfterMs: 3_000,
      message: 'This caller sends too many requests. Wait 3 seconds.',
    });
  });

  it('error: a redirect is not followed', async () => {
    const calls: string[] = [];
    const server = createServer(({ url, headers }, response) => {
      calls.push(`${url} ${headers['x-api-key']}`);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const source = sourceFromSigningServer(`http://127.0.0.1:${port}/sign`, signingRequest, {
      headers: { 'x-api-key': 'canary' },
    });
    await expect(source()).rejects.toMatchObject({ code: 'Redirected', phase: 'sign' });
    server.close();
    expect(calls).toEqual(['/sign canary']);
  });

  it('error: an unreachable signing server', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(sourceFromSigningServer(here, signingRequest, { fetch })()).rejects.toMatchObject({
      code: 'SigningFailed',
      phase: 'sign',
      retryable: true,
    });
  });

  it('error: a response of another server', async () => {
    const fetch = async () => new Response('<html>', { status: 502 });
    await expect(sourceFromSigningServer(here, signingRequest, { fetch })()).rejects.toMatchObject({
      code: 'SigningFailed',
      status: 502,
    });
  });

  it.each<[string, unknown]>([
    ['url', null],
    ['url', []],
    ['url', 'text'],
    ['url', {}],
    ['method', { url: presigned.url }],
    ['expiration', { ...presigned, expiration: undefined }],
    ['expiration', { ...presigned, expiration: 'tomorrow' }],
    ['signedHeaders', { ...presigned, signedHeaders: { a: 1 } }],
    ['limitedBy', { ...presigned, limitedBy: 7 }],
    ['warnings', { ...presigned, warnings: 'none' }],
    ['warnings', { ...presigned, warnings: ['a sentence'] }],
    ['warnings', { ...presigned, warnings: [{ code: 'DotSegment' }] }],
  ])('error: a response without a valid %s: %j', async (field, body) => {
    await expect(answering(JSON.stringify(body))()).rejects.toMatchObject({
      code: 'SigningFailed',
      status: 200,
      message: expect.stringContaining(`\`${field}\``),
    });
  });

  it('behavior: additional fields of a response are kept', async () => {
    expect(await answering({ ...presigned, steps: ['a'] })()).toEqual({
      ...presigned,
      steps: ['a'],
      expiration: new Date(presigned.expiration),
    });
  });

  it.each([
    null,
    'no',
    { error: null },
    { error: 'no' },
    { error: { message: 5, advice: 'x' } },
    { error: { code: { a: 1 }, message: ['no'], advice: 7 } },
    { error: { code: 'not a code', message: '' } },
  ])('error: a refusal in an unknown format: %j', async (body) => {
    const error = await answering(JSON.stringify(body), { status: 403 })().catch((reason) => reason);
    expect(error).toMatchObject({ name: 'OssError', code: 'SigningFailed', status: 403, retryable: false });
    expect(error.message).toMatch(/^The signing server returned 403 without a URL\.( x)?$/);
  });

  it.each([
    [429, true],
    [499, false],
    [500, true],
  ])('behavior: a refusal with status %d is retryable: %s', async (status, retryable) => {
    const error = { code: 'Busy', message: 'Not now. Wait.', advice: 'Wait.' };
    await expect(answering({ error }, { status })()).rejects.toMatchObject({
      ...error,
      ...{ status, retryable },
    });
  });

  it('behavior: the message of a refusal is redacted, on one line and limited in length', async () => {
    const url = 'https://b.oss-cn-hangzhou.aliyuncs.com/k?x-oss-signature=canary';
    const message = `Not this:\n${url}\n${'x'.repeat(10_000)}`;
    const error = await answering({ error: { code: 'NotAllowed', message } }, { status: 403 })().catch((e) => e);
    expect(error.code).toBe('NotAllowed');
    expect(error.message).toMatch(/^Not this: https:\/\/b[^\n]*x$/);
    expect(error.message).not.toContain('canary');
    expect(error.message.length).toBeLessThan(600);
  });

  it('error: an endless response', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    await expect(answering(endless)()).rejects.toMatchObject({ code: 'SigningFailed' });
    expect(pulled).toBeLessThan(10);
  });

  it.each([
    ['does not respond', () => new Promise<Response>(() => {})],
    ['does not finish its response', async () => new Response(new ReadableStream())],
  ])('option: timeoutMs applies to a server that %s', async (_, fetch) => {
    const source = sourceFromSigningServer(here, signingRequest, { fetch, timeoutMs: 1 });
    await expect(source()).rejects.toMatchObject({
      code: 'SigningFailed',
      retryable: true,
      message: expect.stringContaining('did not answer within 0.001 s'),
    });
  });

  it('error: InvalidOption for a fetch that is not a function', () => {
    expect(() => sourceFromSigningServer(here, signingRequest, { fetch: {} as never })).toThrow(
      expect.objectContaining({ code: 'InvalidOption' }),
    );
  });

  it.each([0, -1, Number.NaN])('error: InvalidOption for a timeoutMs of %d', (timeoutMs) => {
    expect(() => sourceFromSigningServer(here, signingRequest, { timeoutMs })).toThrow(
      expect.objectContaining({ code: 'InvalidOption' }),
    );
  });

  it.each([
    ['the request', () => new Promise<Response>(() => {})],
    ['the response', async () => new Response(new ReadableStream())],
  ])('option: signal aborts %s with its reason', async (_, answer) => {
    const controller = new AbortController();
    const reason = new Error('the user left');
    const fetch = () => {
      setImmediate(() => controller.abort(reason));
      return answer();
    };
    const source = sourceFromSigningServer(here, signingRequest, { fetch, signal: controller.signal });
    await expect(source()).rejects.toBe(reason);
    await expect(source()).rejects.toBe(reason);
    const ofDownload = sourceFromSigningServer(here, signingRequest, { fetch });
    await expect(ofDownload({ signal: controller.signal })).rejects.toBe(reason);
  });

  it('behavior: errors of fetch, which may contain request headers, are not passed on', async () => {
    const headers = { authorization: 'Bearer Canary0' };
    const fetch = () => Promise.reject(Object.assign(new TypeError('fetch failed'), { config: { headers } }));
    const error = await sourceFromSigningServer(here, signingRequest, { fetch, headers })().catch((reason) => reason);
    expect(error.message).toMatch(/^The signing server cannot be reached: fetch failed\./);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('Canary0');
  });
});
