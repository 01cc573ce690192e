import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OssError } from '@ossferry/contract';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import type { AuditEntry } from './audit-entry.ts';
import { createSigningHandler, type SigningHandlerOptions } from './create-signing-handler.ts';
import { tokenBucket } from './rate-limit.ts';
import { sourceFromSigningServer } from './source-from-signing-server.ts';

const here = 'https://sign.example.com';
const account = { accessKeyId: 'LTAI-canary', accessKeySecret: 'canary-secret' };
const ask = { bucket: 'bucket', key: 'users/42/report.pdf' };
let local: LocalOss;

beforeAll(async () => {
  local = await startLocalOss({ buckets: ['bucket'], accounts: [account] });
  await local.putObject({ ...ask, body: 'content' });
});
afterAll(() => local.close());

const setUp = (options: Partial<SigningHandlerOptions> = {}) => {
  const client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: account });
  return createSigningHandler({ client, authorize: () => ({ allow: true }), ...options });
};

const post = (body: unknown, headers: Record<string, string> = {}): Request =>
  new Request(`${here}/sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const codeOf = async (response: Response) => ({ status: response.status, code: (await response.json()).error.code });

describe('createSigningHandler', () => {
  it('default: signs a GetObject that OSS accepts', async () => {
    const response = await setUp()(post(ask));
    expect(response.status).toBe(200);
    const answer = await response.json();
    expect(answer).toMatchObject({ method: 'GET', signedHeaders: {}, limitedBy: 'asked' });
    expect(await (await fetch(answer.url)).text()).toBe('content');
  });

  it('default: an answer is neither cached, nor framed, nor guessed at', async () => {
    const { headers } = await setUp()(post(ask));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('behavior: every field of an ask is signed', async () => {
    const fields = { versionId: 'null', fileName: 'Bericht.pdf', requestPayer: 'requester', rangeBehavior: 'standard' };
    const { url, signedHeaders } = await (await setUp()(post({ ...ask, ...fields, expires: 60 }))).json();
    expect(signedHeaders).toEqual({ 'x-oss-request-payer': 'requester', 'x-oss-range-behavior': 'standard' });
    const { searchParams } = new URL(url);
    expect(searchParams.get('x-oss-expires')).toBe('60');
    expect(searchParams.get('versionId')).toBe('null');
    expect(searchParams.get('response-content-disposition')).toContain('filename="Bericht.pdf"');
  });

  it('behavior: operations beyond getObject are allowed by name', async () => {
    const authorize = () => ({ allow: true, operations: ['putObject', 'headObject'] }) as const;
    const put = await setUp({ authorize })(post({ ...ask, operation: 'putObject', contentType: 'text/plain' }));
    expect(await put.json()).toMatchObject({ method: 'PUT', signedHeaders: { 'content-type': 'text/plain' } });
    const head = await setUp({ authorize })(post({ ...ask, operation: 'headObject' }));
    expect(await head.json()).toMatchObject({ method: 'HEAD' });
    expect(await codeOf(await setUp({ authorize })(post(ask)))).toEqual({ status: 403, code: 'NotAllowed' });
  });

  it.each([
    ['the handler', { maxLifetimeSeconds: 120 }],
    ['the policy', { authorize: () => ({ allow: true, maxLifetimeSeconds: 120 }) as const }],
  ])('behavior: %s cuts the lifetime, and says so', async (_, options) => {
    const { url, limitedBy } = await (await setUp(options)(post({ ...ask, expires: 600 }))).json();
    expect(limitedBy).toBe('policy');
    expect(new URL(url).searchParams.get('x-oss-expires')).toBe('120');
  });

  it.each<[string, SigningHandlerOptions['authorize']]>([
    ['a denial', () => ({ allow: false })],
    ['nothing', () => undefined as never],
    ['another truth', () => ({ allow: 'yes' }) as never],
    ['another prefix', () => ({ allow: true, keyPrefix: 'users/4/' })],
    ['other buckets', () => ({ allow: true, buckets: [] })],
    ['other operations', () => ({ allow: true, operations: ['headObject'] })],
  ])('error: NotAllowed when the policy gives %s', async (_, authorize) => {
    expect(await codeOf(await setUp({ authorize })(post(ask)))).toEqual({ status: 403, code: 'NotAllowed' });
  });

  it('error: a prefix is not left through dot segments', async () => {
    const authorize = () => ({ allow: true, keyPrefix: 'users/42/' }) as const;
    const response = await setUp({ authorize })(post({ ...ask, key: 'users/42/../43/report.pdf' }));
    expect(await codeOf(response)).toEqual({ status: 403, code: 'NotAllowed' });
  });

  it.each([
    ['not JSON', '{'],
    ['a list', []],
    ['no key', { bucket: 'bucket' }],
    ['a key that is no text', { ...ask, key: 7 }],
    ['an unknown field', { ...ask, url: 'x' }],
    ['a field of another operation', { ...ask, contentType: 'text/plain' }],
    ['another operation', { ...ask, operation: 'deleteObject' }],
    ['an operation of the prototype', { ...ask, operation: 'toString' }],
    ['a prototype', '{"bucket":"bucket","key":"k","__proto__":{}}'],
    ['another payer', { ...ask, requestPayer: 'me' }],
    ['a lifetime that is no number', { ...ask, expires: '60' }],
  ])('error: InvalidAsk for %s', async (_, body) => {
    expect(await codeOf(await setUp()(post(body)))).toEqual({ status: 400, code: 'InvalidAsk' });
  });

  it.each([
    ['InvalidBucketName', { bucket: 'B', key: 'k' }],
    ['InvalidObjectName', { bucket: 'bucket', key: '' }],
    ['InvalidLifetime', { ...ask, expires: 0 }],
    ['InvalidFileName', { ...ask, fileName: '' }],
  ])('error: %s is what the client says', async (code, body) => {
    const response = await setUp()(post(body));
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({ code, advice: expect.any(String) });
  });

  it('error: AskTooLong', async () => {
    const response = await setUp()(post({ ...ask, key: 'k'.repeat(20_000) }));
    expect(await codeOf(response)).toEqual({ status: 413, code: 'AskTooLong' });
  });

  it('error: what the server fails on stays on the server', async () => {
    const entries: AuditEntry[] = [];
    const cause = new Error('canary: database password');
    const handler = setUp({ authorize: () => Promise.reject(cause), audit: (entry) => void entries.push(entry) });
    const text = await (await handler(post(ask))).text();
    expect(text).toContain('SigningFailed');
    expect(text).not.toContain('canary');
    expect(entries).toMatchObject([{ status: 500, code: 'SigningFailed', cause }]);
  });
});

describe('limits of the policy', () => {
  const statusFor = async (decision: object, body: object = ask): Promise<number> => {
    const handler = setUp({ authorize: () => ({ allow: true, ...decision }) });
    return (await handler(post(body))).status;
  };

  it('option: keyPrefix is a folder, or one key and what is below it', async () => {
    const at = (key: string, keyPrefix: string) => statusFor({ keyPrefix }, { bucket: 'bucket', key });
    expect(await at('users/42/a', 'users/42/')).toBe(200);
    expect(await at('users/42/a', 'users/42')).toBe(200);
    expect(await at('users/42', 'users/42')).toBe(200);
    expect(await at('users/421/a', 'users/42')).toBe(403);
    expect(await at('users/42', 'users/42/')).toBe(403);
  });

  it.each([
    { maxLifetimeSeconds: Number.NaN },
    { maxLifetimeSeconds: 'long' },
    { keyPrefix: '' },
    { keyPrefix: 42 },
    { buckets: 'bucket' },
    { operations: 'getObject' },
  ])('error: %j is no limit, and opens nothing', async (decision) => {
    expect(await statusFor(decision)).toBe(500);
  });

  it('error: NotAllowed where the policy leaves no time', async () => {
    expect(await statusFor({ maxLifetimeSeconds: -3 })).toBe(403);
  });

  it.each([Number.NaN, 0, -1])('error: InvalidOption for a handler with the limit %d', (maxLifetimeSeconds) => {
    expect(() => setUp({ maxLifetimeSeconds })).toThrow(expect.objectContaining({ code: 'InvalidOption' }));
  });

  it('error: what a policy was told by OSS is not told on', async () => {
    const cause = new OssError({ code: 'InvalidBucketName', phase: 'headers', status: 400, message: 'canary-bucket' });
    const handler = setUp({ authorize: () => Promise.reject(cause) });
    const response = await handler(post(ask));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('canary');
  });
});

describe('callers', () => {
  it('option: origins get an answer that they may read, others get none', async () => {
    const handler = setUp({ origins: ['https://app.example.com'] });
    const known = await handler(post(ask, { origin: 'https://app.example.com' }));
    expect(known.status).toBe(200);
    expect(known.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(known.headers.get('access-control-allow-credentials')).toBeNull();
    expect(known.headers.get('vary')).toBe('Origin');
    const own = await handler(post(ask, { origin: here }));
    expect(own.status).toBe(200);
    for (const origin of ['https://evil.example', 'null', 'https://app.example.com.evil.example']) {
      const foreign = await handler(post(ask, { origin }));
      expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
      expect(await codeOf(foreign)).toEqual({ status: 403, code: 'OriginNotAllowed' });
    }
  });

  it('behavior: a preflight of a known origin, and of another one', async () => {
    const handler = setUp({ origins: ['https://app.example.com'], allowCookies: true });
    const preflight = (origin: string) => handler(new Request(here, { method: 'OPTIONS', headers: { origin } }));
    const known = await preflight('https://app.example.com');
    expect(known.headers.get('access-control-allow-methods')).toBe('POST');
    expect(known.headers.get('access-control-allow-credentials')).toBe('true');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-methods')).toBeNull();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])(
    'error: a form of another page (%s) is refused',
    async (type) => {
      expect(await codeOf(await setUp()(post(ask, { 'content-type': type })))).toEqual({
        status: 415,
        code: 'JsonExpected',
      });
    },
  );

  it('error: a cookie without an origin proves nothing', async () => {
    const response = await setUp()(post(ask, { cookie: 'session=1' }));
    expect(await codeOf(response)).toEqual({ status: 403, code: 'OriginNotAllowed' });
  });

  it('error: MethodNotAllowed', async () => {
    const response = await setUp()(new Request(here));
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    expect(await codeOf(response)).toEqual({ status: 405, code: 'MethodNotAllowed' });
  });

  it('option: rateLimit counts each caller, and says when to come back', async () => {
    let nowMs = 0;
    const rateLimit = tokenBucket({ capacity: 2, refillPerSecond: 0.1, now: () => nowMs });
    const handler = setUp({ rateLimit, identify: ({ headers }) => headers.get('x-user') ?? '' });
    const status = async (user: string) => (await handler(post(ask, { 'x-user': user }))).status;
    expect([await status('a'), await status('a'), await status('a'), await status('b')]).toEqual([200, 200, 429, 200]);
    const refused = await handler(post(ask, { 'x-user': 'a' }));
    expect(refused.headers.get('retry-after')).toBe('10');
    nowMs += 10_000;
    expect(await status('a')).toBe(200);
  });

  it('behavior: a bucket of tokens forgets those who asked longest ago', () => {
    const limit = tokenBucket({ capacity: 1, maxCallers: 2, now: () => 0 });
    for (const caller of ['a', 'b', 'c']) limit(caller);
    expect([limit('c'), limit('a')]).toMatchObject([{ allowed: false }, { allowed: true }]);
  });
});

describe('audit', () => {
  it('option: audit hears of every answer, and never of a URL', async () => {
    const entries: AuditEntry[] = [];
    const audit = (entry: AuditEntry) => void entries.push(entry);
    const handler = setUp({ audit, identify: () => 'user-42', now: () => 0 });
    await handler(post(ask, { origin: here }));
    await handler(post({ ...ask, operation: 'putObject' }));
    await handler(post(ask, { origin: 'https://evil.example' }));
    expect(entries).toMatchObject([
      { at: new Date(0), caller: 'user-42', origin: here, ask, status: 200, expiration: expect.any(Date) },
      { caller: 'user-42', status: 403, code: 'NotAllowed' },
      { caller: undefined, status: 403, code: 'OriginNotAllowed' },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/signature|canary|http:\/\/127/i);
  });

  it('behavior: what cannot be recorded is not handed out', async () => {
    const audit = () => {
      throw new Error('disk full');
    };
    const handler = setUp({ audit });
    const response = await handler(post(ask));
    expect(await codeOf(response)).toEqual({ status: 500, code: 'SigningFailed' });
  });
});

describe('sourceFromSigningServer', () => {
  const through = (handler: (request: Request) => Promise<Response>): typeof globalThis.fetch => {
    return (input, init) => handler(new Request(input as string, init));
  };

  it('default: gives a presign result, a fresh one each time', async () => {
    const source = sourceFromSigningServer(`${here}/sign`, ask, { fetch: through(setUp()) });
    const { url, expiration, method } = await source();
    expect(await (await fetch(url)).text()).toBe('content');
    expect(expiration.getTime()).toBeGreaterThan(Date.now());
    expect(method).toBe('GET');
  });

  it("error: the server's own", async () => {
    const handler = setUp({ authorize: () => ({ allow: false, reason: 'Not yours.' }) });
    const source = sourceFromSigningServer(`${here}/sign`, ask, { fetch: through(handler) });
    await expect(source()).rejects.toMatchObject({ code: 'NotAllowed', status: 403, message: 'Not yours.' });
    const limited = setUp({ rateLimit: () => ({ allowed: false, retryAfterSeconds: 3 }) });
    const retried = sourceFromSigningServer(`${here}/sign`, ask, { fetch: through(limited) });
    await expect(retried()).rejects.toMatchObject({
      code: 'TooManyAsks',
      retryable: true,
      retryAfterMs: 3_000,
      message: 'This caller asks too often. Wait 3 seconds.',
    });
  });

  it('error: what is sent to the signing server is not sent on to another', async () => {
    const asked: string[] = [];
    const server = createServer(({ url, headers }, response) => {
      asked.push(`${url} ${headers['x-api-key']}`);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const source = sourceFromSigningServer(`http://127.0.0.1:${port}/sign`, ask, {
      headers: { 'x-api-key': 'canary' },
    });
    await expect(source()).rejects.toMatchObject({ code: 'Redirected', phase: 'sign' });
    server.close();
    expect(asked).toEqual(['/sign canary']);
  });

  it('error: a signing server that is not there', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(sourceFromSigningServer(here, ask, { fetch })()).rejects.toMatchObject({
      code: 'SigningFailed',
      phase: 'sign',
      retryable: true,
    });
  });

  it('error: an answer that is not from a signing server', async () => {
    const fetch = async () => new Response('<html>', { status: 502 });
    await expect(sourceFromSigningServer(here, ask, { fetch })()).rejects.toMatchObject({
      code: 'SigningFailed',
      status: 502,
    });
  });
});
