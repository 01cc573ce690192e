import { signUrl, signUrlV1 } from '@ossferry/core-signer';
import { describe, expect, it } from 'vitest';
import { splitCanonicalRequest, splitStringToSign } from './split-steps.ts';

const input = {
  bucket: 'bucket',
  key: 'a b',
  baseUrl: 'https://bucket.oss-cn-hangzhou.aliyuncs.com',
  region: 'cn-hangzhou',
  headers: { 'x-oss-request-payer': 'requester', 'x-oss-range-behavior': 'standard' },
  credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
  now: new Date('2026-01-02T03:04:05Z'),
  expiresInSeconds: 60,
} as const;

describe('splitCanonicalRequest', () => {
  it.each([{}, input.headers])('default: all parts, with the headers %j', (headers) => {
    const { canonicalRequest } = signUrl({ ...input, headers });
    const parts = Object.fromEntries(splitCanonicalRequest(canonicalRequest).map(({ part, text }) => [part, text]));
    expect(parts).toEqual({
      method: 'GET',
      path: '/bucket/a%20b',
      query: expect.stringContaining('x-oss-expires=60'),
      headers: Object.entries(headers)
        .map(([name, value]) => `${name}:${value}`)
        .sort()
        .join('\n'),
      additionalHeaders: '',
      payload: 'UNSIGNED-PAYLOAD',
    });
  });
});

describe('splitStringToSign', () => {
  it('default: the four lines of V4', () => {
    const parts = splitStringToSign(signUrl(input));
    expect(parts.map(({ part }) => part)).toEqual(['algorithm', 'date', 'scope', 'hash']);
    expect(parts.map(({ text }) => text).join('\n')).toBe(signUrl(input).stringToSign);
  });

  it('default: the parts of V1, including headers', () => {
    const parts = Object.fromEntries(splitStringToSign(signUrlV1(input)).map(({ part, text }) => [part, text]));
    expect(parts).toMatchObject({
      method: 'GET',
      headers: 'x-oss-range-behavior:standard\nx-oss-request-payer:requester',
      resource: '/bucket/a b',
    });
  });
});
