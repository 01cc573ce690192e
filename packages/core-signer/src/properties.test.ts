import { createHash, createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { OssError, type Query } from '@ossferry/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SignUrlInput, signHeaders, signHeadersV1, signUrl, signUrlV1 } from './index.ts';
import { callerQuery, parameterOf, splitUrl } from './vectors.test-support.ts';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

const secret = 'CanarySecret0123456789';

// All of Unicode except lone surrogates, weighted towards characters with a meaning in URLs and paths.
const text = fc.oneof(
  fc.string({ unit: character, maxLength: 40, size: 'max' }),
  fc.string({
    unit: fc.constantFrom('.', '/', '%', '2', 'e', '+', ' ', '\\', '?', '#', '=', '&', 'é', '😀'),
    maxLength: 20,
    size: 'max',
  }),
);
const key = text.filter((candidate) => candidate !== '');
const reserved =
  /^(x-oss-(date|expires|credential|signature|security|additional)|Expires|Signature|OSSAcc|security-token)/;
const query: fc.Arbitrary<Query> = fc.uniqueArray(
  fc.tuple(
    fc
      .oneof(key, fc.constantFrom('versionId', 'x-oss-process', 'acl', 'A', 'a', 'a-b', 'a.b'))
      .filter((name) => !reserved.test(name)),
    text,
  ),
  { maxLength: 5, selector: ([name]) => name },
);
const headers = fc.dictionary(
  fc.constantFrom(
    'x-oss-meta-a',
    'x-oss-meta-b',
    'x-oss-range-behavior',
    'content-type',
    'content-md5',
    'range',
    'accept',
  ),
  fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/),
);
const securityToken = fc.option(fc.string({ minLength: 1 }), { nil: undefined });

const input: fc.Arbitrary<SignUrlInput> = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE'),
  bucket: fc.constant('examplebucket'),
  key,
  query,
  headers,
  additionalHeaders: fc.subarray(['range', 'accept', 'Content-Type', 'absent']),
  baseUrl: fc.constant('https://examplebucket.oss-cn-hangzhou.aliyuncs.com'),
  region: fc.constantFrom('cn-hangzhou', 'eu-central-1'),
  credentials: fc.record({
    accessKeyId: fc.constant('LTAI5tExample'),
    accessKeySecret: fc.constant(secret),
    securityToken,
  }),
  now: fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
  expiresInSeconds: fc.integer({ min: 1, max: 604_800 }),
});

describe('signUrl and signUrlV1, over all of Unicode', () => {
  it('behavior: key, query, lifetime and token can be read back from the URL', () => {
    fc.assert(
      fc.property(input, (request) => {
        for (const { url } of [signUrl(request), signUrlV1(request)]) {
          expect(decodeURIComponent(splitUrl(url).path)).toBe(`/${request.key}`);
          expect(callerQuery(url)).toEqual(request.query);
          expect(url).toMatch(/^[!-~]+$/);
        }
        const { url } = signUrl(request);
        expect(parameterOf(url, 'x-oss-expires')).toBe(String(request.expiresInSeconds));
        expect(parameterOf(url, 'x-oss-security-token')).toBe(request.credentials.securityToken);
      }),
    );
  });

  it('behavior: an independent verifier computes the same signature from the URL and headers', () => {
    fc.assert(
      fc.property(input, (request) => {
        const { url, signedHeaders, signature } = signUrl(request);
        expect(verifierSignature(request.method ?? 'GET', url, signedHeaders)).toBe(signature);
        expect(parameterOf(url, 'x-oss-signature')).toBe(signature);
      }),
    );
  });

  it('behavior: the path is never normalized', () => {
    const segment = fc.constantFrom('.', '..', '', '%2e', '%2E%2e', 'a', '\\', ' ');
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), input, (segments, request) => {
        const name = segments.join('/');
        fc.pre(name !== '');
        const path = segments.map(encodeURIComponent).join('/');
        const { url, canonicalRequest } = signUrl({ ...request, key: name });
        expect(url.startsWith(`${request.baseUrl}/${path}?`)).toBe(true);
        expect(canonicalRequest.split('\n')[1]).toBe(`/examplebucket/${path}`);
        expect(signUrlV1({ ...request, key: name }).url.startsWith(`${request.baseUrl}/${path}?`)).toBe(true);
      }),
    );
  });

  it('behavior: the signature does not depend on the host', () => {
    const hosts = [
      { baseUrl: 'https://examplebucket.oss-cn-hangzhou-internal.aliyuncs.com' },
      { baseUrl: 'http://static.example.com:8080' },
      { baseUrl: 'http://127.0.0.1:9000', path: '/examplebucket/whatever' },
      { baseUrl: 'http://[::1]:9000', path: '/examplebucket/whatever' },
    ];
    fc.assert(
      fc.property(input, fc.constantFrom(...hosts), (request, host) => {
        expect(signUrl({ ...request, ...host }).signature).toBe(signUrl(request).signature);
        expect(signUrlV1({ ...request, ...host }).signature).toBe(signUrlV1(request).signature);
      }),
    );
  });

  it('behavior: the order of query and headers does not change the signature', () => {
    fc.assert(
      fc.property(input, (request) => {
        const reordered = {
          ...request,
          query: request.query?.toReversed(),
          headers: Object.fromEntries(Object.entries(request.headers ?? {}).toReversed()),
          additionalHeaders: request.additionalHeaders?.toReversed(),
        };
        for (const sign of [signUrl, signHeaders, signUrlV1, signHeadersV1]) {
          expect(sign(reordered).signature).toBe(sign(request).signature);
        }
      }),
    );
  });

  it('behavior: unsigned headers do not change the signature', () => {
    const unsigned = fc.dictionary(
      fc.constantFrom('cache-control', 'if-match', 'user-agent', 'authorization', 'Date'),
      fc.constant('x'),
    );
    fc.assert(
      fc.property(input, unsigned, (request, more) => {
        const withMore = { ...request, headers: { ...request.headers, ...more } };
        expect(signUrl(withMore)).toEqual(signUrl(request));
        expect(signUrlV1(withMore)).toEqual(signUrlV1(request));
        expect(signHeaders(withMore).signature).toBe(signHeaders(request).signature);
        expect(signHeadersV1(withMore).signature).toBe(signHeadersV1(request).signature);
      }),
    );
  });

  it('behavior: no result and no error contains the secret', () => {
    const anything = fc.record({
      key: fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      expiresInSeconds: fc.oneof(fc.double(), fc.integer()),
      now: fc.date(),
      headers: fc.dictionary(fc.string(), fc.string({ unit: character })),
      region: fc.string(),
    });
    fc.assert(
      fc.property(input, anything, fc.boolean(), (request, odd, isOdd) => {
        for (const sign of [signUrl, signHeaders, signUrlV1, signHeadersV1]) {
          const outcome = attempt(() => sign(isOdd ? { ...request, ...odd } : request));
          expect(inspect(outcome, { depth: Infinity, showHidden: true })).not.toContain(secret);
          expect(JSON.stringify(outcome)).not.toContain(secret);
          if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'OssError', phase: 'sign' });
        }
      }),
    );
  });
});

function attempt<Result>(action: () => Result): Result | OssError {
  try {
    return action();
  } catch (error) {
    if (OssError.isInstance(error)) return error;
    throw error;
  }
}

// Verifies V4 like a server, from the bytes of the URL, with a different library and none of the code under test.
function verifierSignature(method: string, url: string, sentHeaders: Readonly<Record<string, string>>): string {
  const { path } = splitUrl(url);
  const parameters = (url.split('?')[1] ?? '').split('&').map((parameter) => parameter.split('=') as [string, string?]);
  const signed = parameters.filter(([name]) => name !== 'x-oss-signature');
  signed.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const additional = parameterOf(url, 'x-oss-additional-headers') ?? '';
  const headerLines = Object.entries(sentHeaders).map(([name, value]) => `${name}:${value}\n`);
  const canonical = [
    method,
    `/examplebucket${path}`,
    signed.map(([name, value]) => (value ? `${name}=${value}` : name)).join('&'),
    headerLines.sort((a, b) => ((a.split(':')[0] ?? '') < (b.split(':')[0] ?? '') ? -1 : 1)).join(''),
    additional,
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = (parameterOf(url, 'x-oss-credential') ?? '').split('/').slice(1);
  const hash = createHash('sha256').update(canonical).digest('hex');
  const toSign = `OSS4-HMAC-SHA256\n${parameterOf(url, 'x-oss-date')}\n${scope.join('/')}\n${hash}`;
  const derived = scope.reduce<string | Buffer>((parent, part) => hmac(parent, part), `aliyun_v4${secret}`);
  return hmac(derived, toSign).toString('hex');
}

function hmac(hmacKey: string | Buffer, message: string): Buffer {
  return createHmac('sha256', hmacKey).update(message).digest();
}
