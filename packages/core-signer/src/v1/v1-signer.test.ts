import type { ResolvedRequest } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { signHeadersV1 } from './sign-headers-v1.ts';
import { signUrlV1 } from './sign-url-v1.ts';
import { v1Signer } from './v1-signer.ts';

const request: ResolvedRequest = {
  operation: 'GetObject',
  method: 'GET',
  bucket: 'examplebucket',
  key: 'a/b.txt',
  query: [],
  headers: { 'x-oss-range-behavior': 'standard' },
  endpoint: { baseUrl: 'http://127.0.0.1:9000', path: '/examplebucket/a/b.txt', region: 'cn-hangzhou', product: 'oss' },
};
const credentials = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'secret', securityToken: 'token' };
const now = new Date('2026-01-02T03:04:05.999Z');
const input = { ...request, ...request.endpoint, credentials, now };

describe('v1Signer', () => {
  it('default: signs like signUrlV1 and signHeadersV1', () => {
    expect(v1Signer().query(request, credentials, now, 60)).toEqual(signUrlV1({ ...input, expiresInSeconds: 60 }));
    expect(v1Signer().header(request, credentials, now)).toEqual(signHeadersV1(input).headers);
  });

  it('default: the maximum lifetime is 100 years', () => {
    expect(v1Signer().maxExpiresInSeconds).toBe(3_153_600_000);
  });
});

describe('signUrlV1', () => {
  it.each([
    [1, '1970-01-01T00:00:00.000Z'],
    [1, '9999-12-31T23:59:59.999Z'],
    [Number.MAX_SAFE_INTEGER, '2026-01-02T03:04:05.000Z'],
  ])('default: signs a lifetime of %i seconds from %s', (expiresInSeconds, time) => {
    const { stringToSign } = signUrlV1({ ...input, now: new Date(time), expiresInSeconds });
    const end = Math.floor(Date.parse(time) / 1000) + expiresInSeconds;
    expect(stringToSign.split('\n')[3]).toBe(String(end));
  });

  it('default: the expiration is in Unix seconds and has no maximum', () => {
    const { url, stringToSign } = signUrlV1({ ...input, expiresInSeconds: 365 * 86_400 });
    expect(url).toContain('&Expires=1798859045&security-token=token&Signature=');
    expect(stringToSign).toBe(
      'GET\n\n\n1798859045\nx-oss-range-behavior:standard\n/examplebucket/a/b.txt?security-token=token',
    );
  });

  it.each([
    ['InvalidLifetime', { expiresInSeconds: 0 }],
    ['InvalidLifetime', { expiresInSeconds: 1.5 }],
    ['InvalidSigningTime', { now: new Date(Number.NaN) }],
    ['InvalidSigningTime', { now: new Date('1969-12-31T23:59:59.999Z') }],
    ['InvalidSigningTime', { now: new Date('+010000-01-01T00:00:00Z') }],
    ['InvalidCredentials', { credentials: { accessKeyId: 'a', accessKeySecret: '' } }],
    ['InvalidQuery', { query: [['Expires', '1']] as const }],
    ['InvalidObjectName', { key: '\ud800', path: undefined }],
    ['InvalidObjectName', { key: '\ud800' }],
    ['InvalidObjectName', { key: 'a?acl' }],
    ['InvalidObjectName', { key: '?x-oss-process=image/info' }],
    ['InvalidObjectName', { key: 'a?b?versionId=1' }],
    ['InvalidQuery', { query: [['versionId', '1&x-oss-process=image/info']] as const }],
    ['InvalidQuery', { query: [['versionId', '1?acl']] as const }],
  ])('error: %s for %j', (code, change) => {
    expect(() => signUrlV1({ ...input, expiresInSeconds: 60, ...change })).toThrow(
      expect.objectContaining({ phase: 'sign', code }),
    );
  });

  it('behavior: a repeated parameter is signed in the order of its values', () => {
    for (const values of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const query = values.map((value) => ['versionId', value] as const);
      expect(signUrlV1({ ...input, query, expiresInSeconds: 60 }).stringToSign).toMatch(
        /\?security-token=token&versionId=a&versionId=b$/,
      );
    }
  });

  it('behavior: "?" and "&" are accepted if no OSS parameter follows', () => {
    const query = [['response-content-disposition', 'attachment; filename="Q&A?.txt"']] as const;
    expect(signUrlV1({ ...input, key: 'what?.txt', query, expiresInSeconds: 60 }).stringToSign).toMatch(
      /\/what\?\.txt\?response-content-disposition=attachment; filename="Q&A\?\.txt"&/,
    );
  });
});

describe('signHeadersV1', () => {
  it('behavior: the x-oss-date of the request takes precedence over now', () => {
    const headers = { 'x-oss-date': 'Wed, 28 Dec 2022 10:27:41 GMT' };
    const { stringToSign } = signHeadersV1({ ...input, headers });
    expect(stringToSign.split('\n').slice(3, 5)).toEqual([
      headers['x-oss-date'],
      `x-oss-date:${headers['x-oss-date']}`,
    ]);
  });

  it.each([
    ['InvalidObjectName', { key: '\udc00' }],
    ['InvalidQuery', { query: [['acl', '\udc00']] as const }],
    ['InvalidQuery', { query: [['Signature', '1']] as const }],
    ['InvalidCredentials', { credentials: { accessKeyId: 'a', accessKeySecret: '' } }],
    ['InvalidSigningTime', { now: new Date(Number.NaN) }],
    ['InvalidHeader', { headers: { 'x-oss-meta-a': 'b\nx-oss-meta-c: d' } }],
    ['InvalidHeader', { headers: { 'x-oss-meta-a: b\nx-oss-meta-c': 'd' } }],
    ['InvalidHeader', { headers: { '\nx-oss-meta-c': 'd' } }],
  ])('error: %s for %j', (code, change) => {
    expect(() => signHeadersV1({ ...input, ...change })).toThrow(expect.objectContaining({ phase: 'sign', code }));
  });
});
