import { OssError } from '@ossferry/contract';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import type { AuditEntry } from './audit-entry.ts';
import { createSigningHandler, type SigningHandlerOptions } from './create-signing-handler.ts';
import { tokenBucket } from './rate-limit.ts';

const here = 'https://sign.example.com';
const account = { accessKeyId: 'LTAI-canary', accessKeySecret: 'canary-secret' };
const signingRequest = { bucket: 'bucket', key: 'users/42/report.pdf' };
let local: LocalOss;

beforeAll(async () => {
  local = await startLocalOss({ buckets: ['bucket'], accounts: [account] });
  await local.putObject({ ...signingRequest, body: 'content' });
});
afterAll(() => local.close());

const setUp = (options: Partial<SigningHandlerOptions> = {}) => {
  const client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: account });
  return createSigningHandler({ client, authorize: () => ({ allow: true, anyObject: true }), ...options });
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
    const response = await setUp()(post(signingRequest));
    expect(response.status).toBe(200);
    const answer = await response.json();
    expect(answer).toMatchObject({ method: 'GET', signedHeaders: {}, limitedBy: 'request' });
    expect(await (await fetch(answer.url)).text()).toBe('content');
  });

  it('default: responses have headers against caches, frames and MIME sniffing', async () => {
    const { headers } = await setUp()(post(signingRequest));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('behavior: signs every field of a request', async () => {
    const signed = { requestPayer: 'requester', rangeBehavior: 'standard' };
    const fields = { versionId: 'null', fileName: 'Bericht.pdf', cacheControl: 'no-store', ...signed };
    const { url, signedHeaders } = await (await setUp()(post({ ...signingRequest, ...fields, expires: 60 }))).json();
    expect(signedHeaders).toEqual({ 'x-oss-request-payer': 'requester', 'x-oss-range-behavior': 'standard' });
    const { searchParams } = new URL(url);
    expect(searchParams.get('x-oss-expires')).toBe('60');
    expect(searchParams.get('versionId')).toBe('null');
    expect(searchParams.get('response-cache-control')).toBe('no-store');
    expect(searchParams.get('response-content-disposition')).toContain('filename="Bericht.pdf"');
  });

  it('behavior: operations other than getObject need to be allowed', async () => {
    const authorize = () => ({ allow: true, anyObject: true, operations: ['putObject', 'headObject'] }) as const;
    const put = await setUp({ authorize })(
      post({ ...signingRequest, operation: 'putObject', contentType: 'text/plain' }),
    );
    expect(await put.json()).toMatchObject({ method: 'PUT', signedHeaders: { 'content-type': 'text/plain' } });
    const head = await setUp({ authorize })(post({ ...signingRequest, operation: 'headObject' }));
    expect(await head.json()).toMatchObject({ method: 'HEAD' });
    expect(await codeOf(await setUp({ authorize })(post(signingRequest)))).toEqual({ status: 403, code: 'NotAllowed' });
  });

  it.each([
    ['the handler', { maxLifetimeSeconds: 120 }],
    ['the policy', { authorize: () => ({ allow: true, anyObject: true, maxLifetimeSeconds: 120 }) as const }],
  ])('behavior: %s limits the lifetime, as limitedBy says', async (_, options) => {
    const { url, limitedBy } = await (await setUp(options)(post({ ...signingRequest, expires: 600 }))).json();
    expect(limitedBy).toBe('policy');
    expect(new URL(url).searchParams.get('x-oss-expires')).toBe('120');
  });

  it('default: 15 minutes, and at most one hour', async () => {
    const lifetimeOf = async (expires?: number) => {
      const { url, limitedBy } = await (await setUp()(post({ ...signingRequest, expires }))).json();
      return [new URL(url).searchParams.get('x-oss-expires'), limitedBy];
    };
    expect(await lifetimeOf()).toEqual(['900', 'request']);
    expect(await lifetimeOf(3_600)).toEqual(['3600', 'request']);
    expect(await lifetimeOf(3_601)).toEqual(['3600', 'policy']);
  });

  it('option: maxLifetimeSeconds may be one second', async () => {
    const { url } = await (await setUp({ maxLifetimeSeconds: 1 })(post(signingRequest))).json();
    expect(new URL(url).searchParams.get('x-oss-expires')).toBe('1');
  });

  it.each<[string, SigningHandlerOptions['authorize']]>([
    ['a denial', () => ({ allow: false })],
    ['nothing', () => undefined as never],
    ['another truthy value', () => ({ allow: 'yes' }) as never],
    ['another prefix', () => ({ allow: true, keyPrefix: 'users/4/' })],
    ['other buckets', () => ({ allow: true, buckets: [] })],
    ['other operations', () => ({ allow: true, anyObject: true, operations: ['headObject'] })],
  ])('error: NotAllowed if the policy returns %s', async (_, authorize) => {
    expect(await codeOf(await setUp({ authorize })(post(signingRequest)))).toEqual({ status: 403, code: 'NotAllowed' });
  });

  it('error: dot segments cannot leave a prefix', async () => {
    const authorize = () => ({ allow: true, keyPrefix: 'users/42/' }) as const;
    const response = await setUp({ authorize })(post({ ...signingRequest, key: 'users/42/../43/report.pdf' }));
    expect(await codeOf(response)).toEqual({ status: 403, code: 'NotAllowed' });
  });

  it.each([
    ['user-42', async () => 'user-42'],
    ['anonymous', undefined],
  ])('option: authorize receives the caller %s', async (expected, identify) => {
    const callers: string[] = [];
    const authorize: SigningHandlerOptions['authorize'] = (_signingRequest, _request, caller) => {
      callers.push(caller);
      return { allow: true, anyObject: true };
    };
    await setUp({ identify, authorize })(post(signingRequest));
    expect(callers).toEqual([expected]);
  });

  it.each([undefined, null])('error: Unauthorized if identify returns %s', async (caller) => {
    const entries: AuditEntry[] = [];
    const identify = async () => caller;
    const response = await setUp({ identify, audit: (entry) => void entries.push(entry) })(post(signingRequest));
    expect(await codeOf(response)).toEqual({ status: 401, code: 'Unauthorized' });
    expect(entries).toMatchObject([{ status: 401, code: 'Unauthorized', caller: undefined }]);
  });

  it.each([
    ['not JSON', '{'],
    ['null', 'null'],
    ['a number', '5'],
    ['a list', []],
    ['no key', { bucket: 'bucket' }],
    ['a key that is not a string', { ...signingRequest, key: 7 }],
    ['an unknown field', { ...signingRequest, url: 'x' }],
    ['a field of another operation', { ...signingRequest, contentType: 'text/plain' }],
    ['another operation', { ...signingRequest, operation: 'deleteObject' }],
    ['an operation of the prototype', { ...signingRequest, operation: 'toString' }],
    ['a prototype', '{"bucket":"bucket","key":"k","__proto__":{}}'],
    ['another payer', { ...signingRequest, requestPayer: 'me' }],
    ['a lifetime that is not a number', { ...signingRequest, expires: '60' }],
  ])('error: InvalidSigningRequest for %s', async (_, body) => {
    expect(await codeOf(await setUp()(post(body)))).toEqual({ status: 400, code: 'InvalidSigningRequest' });
  });

  it.each([
    ['by Node, before creating the request', () => post('')],
    [
      'from the request',
      async () => {
        const request = post(signingRequest);
        await request.text();
        return request;
      },
    ],
  ])('error: InvalidSigningRequest for a body that was read before: %s', async (_, read) => {
    const response = await setUp()(await read());
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'InvalidSigningRequest', advice: expect.stringContaining('express.json()') },
    });
  });

  it.each([
    ['InvalidBucketName', { bucket: 'B', key: 'k' }],
    ['InvalidObjectName', { bucket: 'bucket', key: '' }],
    ['InvalidLifetime', { ...signingRequest, expires: 0 }],
    ['InvalidFileName', { ...signingRequest, fileName: '' }],
  ])('error: %s from the client', async (code, body) => {
    const response = await setUp()(post(body));
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({ code, advice: expect.any(String) });
  });

  it.each([
    ['InvalidObjectName', { ...signingRequest, key: 'users/42/report.pdf?versionId=older' }],
    ['InvalidQuery', { ...signingRequest, versionId: 'null&x-oss-process=image/info' }],
  ])('error: %s for an ambiguous V1 signature', async (code, body) => {
    const { endpoint } = local;
    const client = createClient({ region: 'cn-hangzhou', endpoint, credentials: account, signatureVersion: 'v1' });
    expect(await codeOf(await setUp({ client })(post(body)))).toEqual({ status: 400, code });
  });

  it('error: RequestTooLarge', async () => {
    const response = await setUp()(post({ ...signingRequest, key: 'k'.repeat(20_000) }));
    expect(await codeOf(response)).toEqual({ status: 413, code: 'RequestTooLarge' });
  });

  it('error: the response does not contain errors of the server', async () => {
    const entries: AuditEntry[] = [];
    const cause = new Error('canary: database password');
    const handler = setUp({ authorize: () => Promise.reject(cause), audit: (entry) => void entries.push(entry) });
    const text = await (await handler(post(signingRequest))).text();
    expect(text).toContain('SigningFailed');
    expect(text).not.toContain('canary');
    expect(entries).toMatchObject([{ status: 500, code: 'SigningFailed', cause }]);
  });
});

describe('errors of the client', () => {
  it('error: SigningFailed, with the cause in the audit log', async () => {
    const entries: AuditEntry[] = [];
    const cause = new OssError({ code: 'MetadataUnreachable', phase: 'credentials', message: 'No role.' });
    const client = createClient({ region: 'cn-hangzhou', credentials: () => Promise.reject(cause) });
    const handler = setUp({ client, audit: (entry) => void entries.push(entry) });
    expect(await codeOf(await handler(post(signingRequest)))).toEqual({ status: 500, code: 'SigningFailed' });
    expect(entries).toMatchObject([{ status: 500, cause }]);
  });

  it.each([
    { code: 'PrefixNotAllowed', phase: 'config' },
    { code: 'InvalidParameter', phase: 'credentials' },
    { code: 'InvalidParameter', phase: 'sign', status: 400 },
  ] as const)('error: %j is not passed on', async (facts) => {
    const credentials = () => Promise.reject(new OssError({ ...facts, message: 'canary' }));
    const response = await setUp({ client: createClient({ region: 'cn-hangzhou', credentials }) })(
      post(signingRequest),
    );
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('canary');
  });
});

describe('limits of the policy', () => {
  it('error: an allowance without a scope is in the audit log', async () => {
    const entries: AuditEntry[] = [];
    const authorize = () => ({ allow: true }) as never;
    const response = await setUp({ authorize, audit: (entry) => void entries.push(entry) })(post(signingRequest));
    expect(await codeOf(response)).toEqual({ status: 500, code: 'SigningFailed' });
    expect(entries).toMatchObject([{ status: 500, cause: { code: 'InvalidAllowance', phase: 'config' } }]);
  });

  it.each([
    ['client', {}],
    ['client', undefined],
    ['authorize', true],
    ['authorize', undefined],
    ['identify', 'user'],
    ['rateLimit', 10],
    ['audit', console],
    ['now', 0],
    ['allowCookies', 'false'],
    ['origins', 'https://app.example.com'],
  ])('error: InvalidOption for a value of %s that has another type', (name, value) => {
    expect(() => setUp({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'InvalidOption', message: expect.stringContaining(`The option ${name} `) }),
    );
  });

  it.each([Number.NaN, 0, -1])('error: InvalidOption for a maxLifetimeSeconds of %d', (maxLifetimeSeconds) => {
    expect(() => setUp({ maxLifetimeSeconds })).toThrow(expect.objectContaining({ code: 'InvalidOption' }));
  });

  it('error: errors of OSS in the policy are not passed on', async () => {
    const cause = new OssError({ code: 'InvalidBucketName', phase: 'headers', status: 400, message: 'canary-bucket' });
    const handler = setUp({ authorize: () => Promise.reject(cause) });
    const response = await handler(post(signingRequest));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('canary');
  });
});

describe('callers', () => {
  it('option: only pages of origins can read the response', async () => {
    const handler = setUp({ origins: ['https://app.example.com'] });
    const known = await handler(post(signingRequest, { origin: 'https://app.example.com' }));
    expect(known.status).toBe(200);
    expect(known.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(known.headers.get('access-control-allow-credentials')).toBeNull();
    expect(known.headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect(known.headers.get('vary')).toBe('Origin');
    const own = await handler(post(signingRequest, { origin: here }));
    expect(own.status).toBe(200);
    for (const origin of ['https://evil.example', 'null', 'https://app.example.com.evil.example']) {
      const foreign = await handler(post(signingRequest, { origin }));
      expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
      expect(await codeOf(foreign)).toEqual({ status: 403, code: 'OriginNotAllowed' });
    }
  });

  it.each([
    'https://app.example.com/',
    'https://app.example.com/page',
    'https://App.example.com',
    'https://app.example.com:443',
    'app.example.com',
    '*',
    'null',
    'http://[',
    '',
  ])('error: InvalidOption for the origin %j, which browsers never send', (origin) => {
    expect(() => setUp({ origins: ['https://ok.example.com', origin] })).toThrow(
      expect.objectContaining({ code: 'InvalidOption', message: expect.stringContaining(JSON.stringify(origin)) }),
    );
  });

  it.each(['http://localhost:5173', 'http://[::1]:8080', 'capacitor://localhost', 'chrome-extension://abcdef'])(
    'option: origins accepts %s',
    async (origin) => {
      expect((await setUp({ origins: [origin] })(post(signingRequest, { origin }))).status).toBe(200);
    },
  );

  it('behavior: preflights of an allowed origin and of another one', async () => {
    const handler = setUp({ origins: ['https://app.example.com'], allowCookies: true });
    const preflight = (origin: string) => handler(new Request(here, { method: 'OPTIONS', headers: { origin } }));
    const known = await preflight('https://app.example.com');
    expect(known.status).toBe(204);
    expect(known.headers.get('access-control-allow-methods')).toBe('POST');
    expect(known.headers.get('access-control-allow-headers')).toBe('content-type, authorization');
    expect(known.headers.get('access-control-allow-credentials')).toBe('true');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-methods')).toBeNull();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])(
    'error: a form of another page (%s)',
    async (type) => {
      expect(await codeOf(await setUp()(post(signingRequest, { 'content-type': type })))).toEqual({
        status: 415,
        code: 'JsonExpected',
      });
    },
  );

  it('option: allowCookies, with an allowed origin', async () => {
    const handler = setUp({ origins: ['https://app.example.com'], allowCookies: true });
    const response = await handler(post(signingRequest, { origin: 'https://app.example.com', cookie: 'session=1' }));
    expect(response.status).toBe(200);
  });

  it('error: a cookie without an origin', async () => {
    const response = await setUp()(post(signingRequest, { cookie: 'session=1' }));
    expect(await codeOf(response)).toEqual({ status: 403, code: 'OriginNotAllowed' });
  });

  it('error: MethodNotAllowed', async () => {
    const response = await setUp()(new Request(here));
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    expect(await codeOf(response)).toEqual({ status: 405, code: 'MethodNotAllowed' });
  });

  it('option: rateLimit limits each caller, with Retry-After, and may be asynchronous', async () => {
    let nowMs = 0;
    const bucket = tokenBucket({ capacity: 2, refillPerSecond: 0.1, now: () => nowMs });
    const handler = setUp({
      rateLimit: async (caller) => bucket(caller),
      identify: ({ headers }) => headers.get('x-user') ?? '',
    });
    const status = async (user: string) => (await handler(post(signingRequest, { 'x-user': user }))).status;
    expect([await status('a'), await status('a'), await status('a'), await status('b')]).toEqual([200, 200, 429, 200]);
    const refused = await handler(post(signingRequest, { 'x-user': 'a' }));
    expect(refused.headers.get('retry-after')).toBe('10');
    nowMs += 10_000;
    expect(await status('a')).toBe(200);
  });
});

describe('audit', () => {
  it('option: audit is called for every response, without the URL', async () => {
    const entries: AuditEntry[] = [];
    const audit = (entry: AuditEntry) => void entries.push(entry);
    const handler = setUp({ audit, identify: () => 'user-42', now: () => 0 });
    await handler(post(signingRequest, { origin: here }));
    await handler(post({ ...signingRequest, operation: 'putObject' }));
    await handler(post(signingRequest, { origin: 'https://evil.example' }));
    expect(entries).toMatchObject([
      { at: new Date(0), caller: 'user-42', origin: here, signingRequest, status: 200, expiration: expect.any(Date) },
      { caller: 'user-42', origin: undefined, status: 403, code: 'NotAllowed' },
      { caller: undefined, status: 403, code: 'OriginNotAllowed' },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/signature|canary|http:\/\/127/i);
  });

  it('behavior: no URL is returned if audit fails', async () => {
    const audit = () => {
      throw new Error('disk full');
    };
    const handler = setUp({ audit });
    const response = await handler(post(signingRequest));
    expect(await codeOf(response)).toEqual({ status: 500, code: 'SigningFailed' });
  });
});
