import type { Credentials, PresignOptions, PresignWarning } from '@ossferry/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abortMultipartUpload, type GetObjectInput, getObject, putObject } from '../index.ts';
import { credentials, startMs, testClient } from './kernel.test-support.ts';

const address = { bucket: 'examplebucket', key: 'k' };
const client = testClient();

function presign(options?: PresignOptions, input: Partial<GetObjectInput> = {}) {
  return client.presign(getObject({ ...address, ...input }), options);
}

function presignWith(pair: Credentials | null, options?: PresignOptions) {
  return testClient({ credentials: pair }).presign(getObject(address), options);
}

const inSeconds = (seconds: number) => new Date(startMs + seconds * 1000);
const expiresOf = (url: string) => Number(/x-oss-expires=(\d+)/.exec(url)?.[1]);

const codesOf = (warnings: readonly PresignWarning[]) => warnings.map(({ code }) => code);

describe('lifetime', () => {
  it('default: 15 minutes', async () => {
    const result = await presign();
    expect(result).toMatchObject({
      method: 'GET',
      expiration: inSeconds(900),
      limitedBy: 'request',
      signedHeaders: {},
      warnings: [],
    });
    expect(expiresOf(result.url)).toBe(900);
  });

  it('behavior: the lifetime starts after getting the credentials', async () => {
    let nowMs = startMs;
    const slow = (expiration?: Date) =>
      testClient({
        now: () => nowMs,
        credentials: async () => {
          nowMs += 20_000;
          return { ...credentials, expiration };
        },
      });
    expect((await slow().presign(getObject(address), { expires: 60 })).expiration).toEqual(inSeconds(80));
    nowMs = startMs;
    const ended = slow(inSeconds(10)).presign(getObject(address), { expires: 60 });
    await expect(ended).rejects.toMatchObject({ code: 'CredentialsExpired' });
  });

  it('option: expires', async () => {
    expect((await presign({ expires: 1800 })).expiration).toEqual(inSeconds(1800));
  });

  it('option: expiration takes precedence over expires', async () => {
    const { url, expiration } = await presign({ expires: 60, expiration: inSeconds(120) });
    expect([expiresOf(url), expiration]).toEqual([120, inSeconds(120)]);
  });

  it('behavior: fractions of a second are dropped, so that the URL does not live longer than requested', async () => {
    const late = testClient({ now: () => startMs + 999 });
    const { url, expiration } = await late.presign(getObject(address), { expiration: new Date(startMs + 60_500) });
    expect([expiresOf(url), expiration]).toEqual([60, inSeconds(60)]);
    expect((await presign({ expires: 90.9 })).expiration).toEqual(inSeconds(90));
  });

  it('behavior: the maximum is 7 days for V4, and higher for V1', async () => {
    expect((await presign({ expires: 604_800 })).expiration).toEqual(inSeconds(604_800));
    const v1 = testClient({ signatureVersion: 'v1' });
    expect((await v1.presign(getObject(address), { expires: 604_801 })).expiration).toEqual(inSeconds(604_801));
  });

  it.each<[PresignOptions, string]>([
    [{ expires: 604_801 }, 'longer than the signature allows: 604800 seconds. Pass'],
    [{ expiration: inSeconds(604_801) }, 'longer than the signature allows'],
    [{ expires: 0 }, 'A lifetime of 0 seconds is too short.'],
    [{ expires: -10 }, 'is too short'],
    [{ expires: 0.5 }, 'is too short'],
    [{ expiration: inSeconds(0) }, 'is too short'],
    [{ expiration: inSeconds(-3600) }, 'is too short'],
    [{ expires: Number.NaN }, 'has no valid end'],
    [{ expires: Number.POSITIVE_INFINITY }, 'has no valid end'],
    [{ expires: Number.NEGATIVE_INFINITY }, 'has no valid end'],
    [{ expires: 1e300 }, 'has no valid end'],
    [{ expiration: new Date(Number.NaN) }, 'until an invalid date'],
    [{ expiration: '2026-01-03' as never }, 'until an invalid date'],
    [{ signingWindowSeconds: 0 }, 'signing window of 0 seconds'],
    [{ signingWindowSeconds: 1.5 }, 'signing window of 1.5 seconds'],
    [{ minLifetimeSeconds: Number.NaN }, 'minimum lifetime of NaN seconds'],
    [{ minLifetimeSeconds: -1 }, 'minimum lifetime of -1 seconds'],
    [{ expiryPolicy: 'forget' as never }, 'expiry policy "forget" is not'],
    [{ expires: 60, signingWindowSeconds: 61 }, 'shorter than the signing window of 61 seconds'],
    [3600 as never, 'The options are not an object.'],
    ['3600' as never, 'The options are not an object.'],
    [null as never, 'The options are not an object.'],
    [inSeconds(60) as never, 'The options are not an object.'],
    [[3600] as never, 'The options are not an object.'],
    [{ expiresInSeconds: 60 } as never, 'There is no option "expiresInSeconds".'],
    [{ ['x'.repeat(1e6)]: 60 } as never, `There is no option "${'x'.repeat(80)}".`],
  ])('error: %o', async (options, message) => {
    let calls = 0;
    const counting = testClient({
      credentials: () => {
        calls += 1;
        return credentials;
      },
    });
    await expect(counting.presign(getObject(address), options)).rejects.toMatchObject({
      code: 'InvalidLifetime',
      phase: 'config',
      message: expect.stringContaining(message),
    });
    expect(calls).toBe(0);
  });

  it('behavior: options may be frozen, or have no prototype', async () => {
    const bare = Object.assign(Object.create(null), { expires: 60 }) as PresignOptions;
    for (const options of [Object.freeze({ expires: 60 }), bare]) {
      expect((await presign(options)).expiration).toEqual(inSeconds(60));
    }
  });

  it('behavior: the result has the expiration in the URL, for every lifetime from 1 second to 7 days', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 604_800 }),
        fc.integer({ min: 0, max: 4e12 }),
        async (expires, nowMs) => {
          const { url, expiration } = await testClient({ now: () => nowMs }).presign(getObject(address), { expires });
          const signedAt = /x-oss-date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(url)?.slice(1).map(Number) ?? [];
          const [year = 0, month = 0, day, hour, minute, second] = signedAt;
          expect(expiration.getTime()).toBe(
            Date.UTC(year, month - 1, day, hour, minute, second) + expiresOf(url) * 1000,
          );
          expect(expiresOf(url)).toBe(expires);
        },
      ),
    );
  });

  it('option: signingWindowSeconds gives the same URL within a window', async () => {
    const options = { expires: 7200, signingWindowSeconds: 3600 };
    const urlAt = async (seconds: number) =>
      (await testClient({ now: () => startMs + seconds * 1000 }).presign(getObject(address), options)).url;
    expect(await urlAt(0)).toContain('x-oss-date=20260102T030000Z&x-oss-expires=10800&');
    expect(await urlAt(55 * 60)).toBe(await urlAt(0));
    expect(await urlAt(56 * 60)).not.toBe(await urlAt(0));
  });
});

describe('signing window', () => {
  it('behavior: the window never shortens the lifetime', async () => {
    const expires = fc.integer({ min: 1, max: 86_400 });
    await fc.assert(
      fc.asyncProperty(expires, fc.nat(), fc.nat(4e12), async (seconds, windowSeed, nowMs) => {
        const signingWindowSeconds = 1 + (windowSeed % seconds);
        const late = testClient({ now: () => nowMs });
        const result = await late.presign(getObject(address), { expires: seconds, signingWindowSeconds });
        const livesMs = result.expiration.getTime() - nowMs;
        expect(livesMs).toBeGreaterThanOrEqual(seconds * 1000);
        expect(livesMs).toBeLessThanOrEqual((seconds + signingWindowSeconds) * 1000);
      }),
    );
  });

  it('option: expiration stays unchanged, and so does the URL', async () => {
    const options = { expiration: inSeconds(7200), signingWindowSeconds: 3600 };
    const presignAt = (seconds: number) =>
      testClient({ now: () => startMs + seconds * 1000 }).presign(getObject(address), options);
    const early = await presignAt(0);
    expect(early.expiration).toEqual(inSeconds(7200));
    expect(await presignAt(50 * 60)).toEqual(early);
  });

  it('behavior: 7 days remain the maximum, with a warning', async () => {
    const result = await presign({ expires: 604_800, signingWindowSeconds: 3600 });
    expect(expiresOf(result.url)).toBe(604_800);
    expect(result.expiration).toEqual(new Date('2026-01-09T03:00:00Z'));
    expect(result.warnings).toEqual([{ code: 'LifetimeCut', message: expect.stringContaining('longer than 7 days') }]);
    expect(result.limitedBy).toBe('maximum');
    const token = { ...credentials, securityToken: 'token', expiration: inSeconds(300) };
    const cut = await presignWith(token, { expires: 604_800, signingWindowSeconds: 3600 });
    expect(cut).toMatchObject({ expiration: inSeconds(300), limitedBy: 'token' });
  });

  it('behavior: the token also limits the time that the window adds', async () => {
    const token = { ...credentials, securityToken: 'token', expiration: inSeconds(7300) };
    const options = { expires: 7200, signingWindowSeconds: 3600 };
    expect(await presignWith(token, options)).toMatchObject({ expiration: inSeconds(7300), limitedBy: 'request' });
    const longer = { ...options, expires: 7400 };
    expect(await presignWith(token, longer)).toMatchObject({ expiration: inSeconds(7300), limitedBy: 'token' });
    await expect(presignWith(token, { ...longer, expiryPolicy: 'require' })).rejects.toMatchObject({
      code: 'CredentialsExpired',
    });
  });
});

describe('security token', () => {
  const temporary = (endsInSeconds: number): Credentials => ({
    ...credentials,
    securityToken: 'token',
    expiration: inSeconds(endsInSeconds),
  });

  it('behavior: a token that expires earlier limits the lifetime', async () => {
    const { url, expiration, limitedBy } = await presignWith(temporary(300));
    expect([expiresOf(url), expiration, limitedBy]).toEqual([300, inSeconds(300), 'token']);
  });

  it('behavior: a token that expires later has no effect', async () => {
    expect(await presignWith(temporary(900))).toMatchObject({ limitedBy: 'request', expiration: inSeconds(900) });
  });

  it.each([0, -1, 0.9])('error: a token that expires in %s seconds', async (seconds) => {
    await expect(presignWith(temporary(seconds))).rejects.toMatchObject({
      code: 'CredentialsExpired',
      phase: 'credentials',
    });
  });

  it('error: a token that expired within the signing window', async () => {
    const late = testClient({ credentials: temporary(60), now: () => startMs + 61_000 });
    const options = { expires: 7200, signingWindowSeconds: 3600 };
    await expect(late.presign(getObject(address), options)).rejects.toMatchObject({ code: 'CredentialsExpired' });
  });

  it('option: minLifetimeSeconds is passed to the source', async () => {
    const calls: unknown[] = [];
    const refreshing = testClient({
      credentials: ({ minLifetimeSeconds }) => {
        calls.push(minLifetimeSeconds);
        return temporary(minLifetimeSeconds ?? 1);
      },
    });
    const { expiration } = await refreshing.presign(getObject(address), { minLifetimeSeconds: 600 });
    expect([calls, expiration]).toEqual([[600], inSeconds(600)]);
  });

  it('error: minLifetimeSeconds is longer than the lifetime of the token', async () => {
    await expect(presignWith(temporary(300), { minLifetimeSeconds: 600 })).rejects.toMatchObject({
      code: 'CredentialsExpired',
      message: expect.stringContaining('in less than 600 seconds'),
    });
  });

  it('behavior: minLifetimeSeconds is limited to the lifetime of the URL', async () => {
    expect(await presignWith(temporary(300), { expires: 60, minLifetimeSeconds: 600 })).toMatchObject({
      limitedBy: 'request',
    });
  });

  it('behavior: warns about a token without an expiration', async () => {
    const { warnings } = await presignWith({ ...credentials, securityToken: 'token' });
    expect(codesOf(warnings)).toEqual(['TokenEndUnknown']);
  });
});

describe('warnings', () => {
  it.each<[string, string, Partial<GetObjectInput>]>([
    ['ContentTypeRefused', 'OSS refuses response-content-type', { responseContentType: 'text/plain' }],
    ['DotSegment', 'has a "." or ".." segment', { key: 'a/../b' }],
    ['DotSegment', 'has a "." or ".." segment', { key: '.' }],
    ['KeyTooLong', 'longer than the 1023 bytes', { key: 'x'.repeat(1024) }],
    [
      'HeadersUnsigned',
      'must send them: if-match, range, accept-encoding.',
      { rangeHeader: 'bytes=0-1', ifMatch: '"e"', acceptEncoding: 'gzip' },
    ],
  ])('behavior: %s: %s', async (code, text, input) => {
    expect((await presign({}, input)).warnings).toEqual([{ code, message: expect.stringContaining(text) }]);
  });

  it.each<Partial<GetObjectInput>>([{ key: '...' }, { key: 'a..b/.c/d.' }, { requestPayer: 'requester' }])(
    'behavior: no warning for %j',
    async (input) => {
      expect((await presign({}, input)).warnings).toEqual([]);
    },
  );

  it('behavior: warns about http, except on loopback addresses', async () => {
    const warningsOf = async (endpoint: string) =>
      codesOf((await testClient({ endpoint }).presign(getObject(address))).warnings);
    expect(await warningsOf('http://oss.example')).toEqual(['NotEncrypted']);
    expect(await warningsOf('http://localhost.example.com')).toEqual(['NotEncrypted']);
    for (const local of ['http://127.0.0.1:9000', 'http://localhost:9000', 'http://[::1]:9000']) {
      expect(await warningsOf(local)).toEqual([]);
    }
  });

  it('behavior: warns that the URL does not include the body', async () => {
    const { warnings } = await client.presign(putObject({ ...address, body: 'text' }));
    expect(codesOf(warnings)).toEqual(['BodyNotCarried']);
  });
});

describe('request', () => {
  it('behavior: null credentials give an unsigned URL with an expiration', async () => {
    const anonymous = testClient({ credentials: null });
    expect(await anonymous.presign(getObject({ ...address, versionId: 'v 1', parameters: { flag: '' } }))).toEqual({
      method: 'GET',
      url: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k?flag&versionId=v%201',
      expiration: inSeconds(900),
      signedHeaders: {},
      limitedBy: 'request',
      warnings: [{ code: 'NotSigned', message: expect.stringContaining('not signed') }],
    });
  });

  it('behavior: range and conditions are neither in the URL nor signed', async () => {
    const plain = await presign();
    const ranged = await presign({}, { rangeHeader: 'bytes=0-1', ifMatch: '"e"', acceptEncoding: 'gzip' });
    expect(ranged).toMatchObject({ url: plain.url, signedHeaders: {} });
  });

  it('option: additionalHeaders are signed', async () => {
    const binding = testClient({ additionalHeaders: ['range'] });
    const result = await binding.presign(getObject({ ...address, rangeHeader: 'bytes=0-1' }));
    expect(result.url).toContain('&x-oss-additional-headers=range&');
    expect(result).toMatchObject({ signedHeaders: { range: 'bytes=0-1' }, warnings: [] });
  });

  it('behavior: the signature does not depend on the host', async () => {
    const endpoints = [
      {},
      { endpoint: 'http://127.0.0.1:1' },
      { endpoint: 'dl.example', useCname: true },
      { usePathStyle: true },
    ];
    const urls = await Promise.all(
      endpoints.map(async (options) => (await testClient(options).presign(getObject(address))).url),
    );
    expect(new Set(urls.map((url) => /x-oss-signature=(\w{64})$/.exec(url)?.[1])).size).toBe(1);
  });

  it('behavior: every key can be read back from the URL', async () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 25, size: 'max' });
    await fc.assert(
      fc.asyncProperty(key, async (text) => {
        const { url } = await presign({}, { key: text });
        const path = url.slice('https://examplebucket.oss-cn-hangzhou.aliyuncs.com/'.length, url.indexOf('?'));
        expect(decodeURIComponent(path)).toBe(text);
        expect(path).toMatch(/^[\w.~/%-]*$/);
      }),
    );
  });

  it.each([
    ['bucket', '', 'The bucket name is missing.'],
    ['bucket', undefined, 'The bucket name is missing.'],
    ['bucket', 'ab', 'The bucket name "ab" is not valid.'],
    ['bucket', 'a'.repeat(64), 'is not valid'],
    ['bucket', '-abc', 'is not valid'],
    ['bucket', 'abc-', 'is not valid'],
    ['bucket', 'Abc', 'is not valid'],
    ['bucket', 'a.b.c', 'is not valid'],
    ['bucket', 'a_b', 'is not valid'],
    ['key', '', 'The key (object name) is missing.'],
    ['key', undefined, 'The key (object name) is missing.'],
    ['key', 7, 'The key "7" is not a string.'],
    ['key', 'x'.repeat(1025), 'The key has 1025 bytes in UTF-8, which is too long.'],
    ['key', '中'.repeat(342), 'The key has 1026 bytes in UTF-8, which is too long.'],
    ['key', 'a\ud800b', 'The key has half a surrogate pair'],
    ['versionId', 'a\udc00', 'The query has half a surrogate pair'],
    ['parameters', { '': '' }, 'The query parameter "" is empty or not a string.'],
    ['headers', { 'x-oss-meta-a': '' }, 'The header "x-oss-meta-a" cannot be sent: its value is empty'],
    ['headers', { 'x-oss-meta-a': 'a\r\nb' }, 'cannot be sent'],
    ['headers', { 'x-oss-meta-a': '中' }, 'cannot be sent'],
    ['headers', { 'bad name': 'a' }, 'header names must be lower-case tokens'],
  ])('error: %s %j', async (field, value, message) => {
    const input = { ...address, [field]: value } as GetObjectInput;
    await expect(client.presign(getObject(input))).rejects.toMatchObject({
      phase: 'config',
      message: expect.stringContaining(message),
    });
    await expect(client.send(getObject(input))).rejects.toMatchObject({ phase: 'config' });
  });

  it('error: an operation that cannot be presigned', async () => {
    const listing = { ...getObject(address), operation: 'ListObjectsV2' };
    await expect(client.presign(listing)).rejects.toMatchObject({ code: 'NotPresignable' });
  });

  it('behavior: all methods', async () => {
    const { method, url } = await client.presign(abortMultipartUpload({ ...address, uploadId: 'u' }));
    expect([method, url.includes('?uploadId=u&')]).toEqual(['DELETE', true]);
  });
});
