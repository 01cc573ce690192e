import { describe, expect, it } from 'vitest';
import { type SignUrlInput, signUrl } from './sign-url.ts';

const input: SignUrlInput = {
  bucket: 'examplebucket',
  key: 'exampleobject.txt',
  baseUrl: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'LTAI5tExampleAccessKeyId', accessKeySecret: 'ExampleAccessKeySecretForTests' },
  now: new Date('2026-01-02T03:04:05.678Z'),
  expiresInSeconds: 900,
};

describe('signUrl', () => {
  it('default: returns every step', () => {
    const { canonicalRequest, stringToSign, signature } = signUrl(input);
    expect(canonicalRequest.split('\n')).toEqual([
      'GET',
      '/examplebucket/exampleobject.txt',
      'x-oss-credential=LTAI5tExampleAccessKeyId%2F20260102%2Fcn-hangzhou%2Foss%2Faliyun_v4_request' +
        '&x-oss-date=20260102T030405Z&x-oss-expires=900&x-oss-signature-version=OSS4-HMAC-SHA256',
      '',
      '',
      'UNSIGNED-PAYLOAD',
    ]);
    expect(stringToSign.split('\n').slice(0, 3)).toEqual([
      'OSS4-HMAC-SHA256',
      '20260102T030405Z',
      '20260102/cn-hangzhou/oss/aliyun_v4_request',
    ]);
    expect(signature).toBe('a468fead84de3f13c2446004c4e611f56774636eb18947e1323e15396161bb37');
  });

  it('option: path is used unchanged and does not change the signature', () => {
    const signed = signUrl({ ...input, path: '/examplebucket/exampleobject.txt' });
    expect(signed.url.startsWith(`${input.baseUrl}/examplebucket/exampleobject.txt?`)).toBe(true);
    expect(signed.signature).toBe(signUrl(input).signature);
  });

  it('option: key may be absent, and the bucket empty', () => {
    expect(signUrl({ ...input, key: undefined }).canonicalRequest.split('\n')[1]).toBe('/examplebucket/');
    expect(signUrl({ ...input, key: undefined, bucket: '' }).canonicalRequest.split('\n')[1]).toBe('/');
  });

  it('option: additionalHeaders are signed if the request has them, in any case', () => {
    const headers = { Range: 'bytes=0-9', accept: '', 'content-type': 'text/plain' };
    const signed = signUrl({
      ...input,
      headers,
      additionalHeaders: ['RANGE', 'range', 'accept', 'Content-Type', 'host'],
    });
    expect(signed.signedHeaders).toEqual({ 'content-type': 'text/plain', range: 'bytes=0-9' });
    expect(signed.url).toContain('&x-oss-additional-headers=range&');
  });

  it('option: an empty security token is ignored', () => {
    const credentials = { ...input.credentials, securityToken: '' };
    expect(signUrl({ ...input, credentials })).toEqual(signUrl(input));
  });

  it('behavior: parameters are sorted by name, not by name=value', () => {
    const query = [
      ['a-b', '1'],
      ['a', '1'],
      ['a.', ''],
      ['B', '2'],
      ['a', ''],
    ] as const;
    const line = signUrl({ ...input, query }).canonicalRequest.split('\n')[2];
    expect(line?.startsWith('B=2&a&a=1&a-b=1&a.&x-oss-credential=')).toBe(true);
  });

  it('behavior: header values are signed without surrounding spaces', () => {
    const headers = { 'x-oss-meta-a': ' \tspaced  out ' };
    expect(signUrl({ ...input, headers }).signedHeaders).toEqual({ 'x-oss-meta-a': 'spaced  out' });
  });

  it('behavior: a header value with many spaces is trimmed in linear time', () => {
    const headers = { 'x-oss-meta-a': `a${' '.repeat(500_000)}b` };
    expect(signUrl({ ...input, headers }).signedHeaders).toEqual(headers);
  });

  it('behavior: the input is not modified', () => {
    const frozen = Object.freeze({ ...input, query: Object.freeze([['a', 'b'] as const]), headers: Object.freeze({}) });
    expect(signUrl(frozen).url).toBe(signUrl({ ...input, query: [['a', 'b']] }).url);
  });

  const refusals: [what: string, code: string, change: Partial<SignUrlInput>][] = [
    ['an empty access key ID', 'InvalidCredentials', { credentials: { accessKeyId: '', accessKeySecret: 's' } }],
    ['an empty secret', 'InvalidCredentials', { credentials: { accessKeyId: 'a', accessKeySecret: '' } }],
    [
      'an access key ID with a line break',
      'InvalidCredentials',
      { credentials: { accessKeyId: 'a\n', accessKeySecret: 's' } },
    ],
    [
      'an access key ID after a space',
      'InvalidCredentials',
      { credentials: { accessKeyId: ' a', accessKeySecret: 's' } },
    ],
    ['an invalid date', 'InvalidSigningTime', { now: new Date(Number.NaN) }],
    ['a date before 1970', 'InvalidSigningTime', { now: new Date(-1) }],
    ['a date after 9999', 'InvalidSigningTime', { now: new Date('+010000-01-01T00:00:00Z') }],
    ['a lifetime of zero', 'InvalidLifetime', { expiresInSeconds: 0 }],
    ['a negative lifetime', 'InvalidLifetime', { expiresInSeconds: -900 }],
    ['a fraction of a second', 'InvalidLifetime', { expiresInSeconds: 1.5 }],
    ['a lifetime of NaN', 'InvalidLifetime', { expiresInSeconds: Number.NaN }],
    ['an infinite lifetime', 'InvalidLifetime', { expiresInSeconds: Number.POSITIVE_INFINITY }],
    ['more than seven days', 'InvalidLifetime', { expiresInSeconds: 604_801 }],
    ['a line feed in a header', 'InvalidHeader', { headers: { 'x-oss-meta-a': 'a\nx-oss-meta-b: c' } }],
    ['a carriage return at the end of a header', 'InvalidHeader', { headers: { accept: 'a\r' } }],
    ['a NUL in a header', 'InvalidHeader', { headers: { accept: 'a\0' } }],
    ['a header beyond Latin-1', 'InvalidHeader', { headers: { 'x-oss-meta-a': '中' } }],
    ['a number in a header', 'InvalidHeader', { headers: { 'x-oss-meta-a': 1 as unknown as string } }],
    ['an invalid header name', 'InvalidHeader', { headers: { 'x-oss-meta-a: b\nx-oss-meta-c': 'd' } }],
    ['an additional header with an underscore', 'InvalidHeader', { headers: { a_b: 'c' }, additionalHeaders: ['a_b'] }],
    ['half a surrogate pair in the key', 'InvalidObjectName', { key: 'a\ud800' }],
    ['half a surrogate pair in the query', 'InvalidQuery', { query: [['versionId', '\udc00']] }],
    ['a parameter of the signature', 'InvalidQuery', { query: [['x-oss-signature', 'a']] }],
    ['an empty region', 'InvalidRegion', { region: '' }],
    ['a region with the prefix of endpoints', 'InvalidRegion', { region: 'oss-cn-hangzhou' }],
    ['a region in capitals', 'InvalidRegion', { region: 'CN-Hangzhou' }],
    ['a region with a slash', 'InvalidRegion', { region: 'cn-hangzhou/oss' }],
    ['a region after a space', 'InvalidRegion', { region: ' cn-hangzhou' }],
  ];
  it.each(refusals)('error: %s is refused as %s', (_what, code, change) => {
    expect(() => signUrl({ ...input, ...change })).toThrow(
      expect.objectContaining({ name: 'OssError', phase: 'sign', retryable: false, code, advice: expect.any(String) }),
    );
  });

  it('error: the message does not show header values', () => {
    expect(() => signUrl({ ...input, headers: { 'x-oss-meta-a': 'canary\n' } })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('canary') }),
    );
  });
});
