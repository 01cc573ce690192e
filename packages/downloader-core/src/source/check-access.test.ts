import { describe, expect, it } from 'vitest';
import { checkAccess } from './check-access.ts';

describe('checkAccess', () => {
  it('behavior: accepts an expiration as text; an invalid one is read from the URL', () => {
    const ends = (expiration: unknown) =>
      checkAccess({
        url: 'https://h/k?Expires=1767323945&Signature=s',
        expiration: expiration as Date,
      }).expiration?.toISOString();
    expect(ends('2030-01-02T03:04:05.000Z')).toBe('2030-01-02T03:04:05.000Z');
    expect(ends(1_893_553_445_000)).toBe('2030-01-02T03:04:05.000Z');
    expect(ends('tomorrow')).toBe('2026-01-02T03:19:05.000Z');
    expect(ends(null)).toBe('2026-01-02T03:19:05.000Z');
  });

  it('error: quotes a malformed URL without its secrets', () => {
    expect(() => checkAccess('htp://h/k?x-oss-signature=canary')).toThrow(
      expect.objectContaining({
        code: 'InvalidUrl',
        message: expect.stringMatching(/^"htp:\/\/h\/k\?x-oss-signature=(?!canary).*" is not an http or https URL\./),
      }),
    );
  });

  it.each([undefined, '', { url: 5 }])('error: InvalidUrl for %j, such as an unset variable', (source) => {
    expect(() => checkAccess(source as never)).toThrow('The empty text is not an http or https URL.');
  });

  it('error: InvalidUrl for a URL that was signed for another method', () => {
    expect(() => checkAccess({ url: 'https://h/k', method: 'PUT' })).toThrow('The URL was signed for PUT;');
  });

  it('behavior: accepts headers whose names only contain one of the connection', () => {
    const signedHeaders = { teapot: '1', 'x-expect': '2', 'x-proxy-a': '3' };
    expect(checkAccess({ url: 'https://h/k', signedHeaders }).headers).toEqual(signedHeaders);
  });

  it.each([
    ['https://h/中文.bin', 'https://h/%E4%B8%AD%E6%96%87.bin'],
    ['https://h/a\u010d\u010ax:\u0120y?n=é', 'https://h/a%C4%8D%C4%8Ax:%C4%A0y?n=%C3%A9'],
    ['https://h?n=\u0001#é', 'https://h?n=%01'],
  ])('behavior: encodes non-ASCII characters as the signer did: %j', (url, expected) => {
    expect(checkAccess(url).url).toBe(expected);
  });

  it('behavior: signed headers that are null, as in the JSON of some services, are none', () => {
    expect(checkAccess({ url: 'https://h/k', signedHeaders: null as never }).headers).toEqual({});
  });

  it.each([
    'https://münchen.example/k',
    'https:///k',
    'https://h/\ud800',
    'https://h/a b',
    'https://h:99999/k',
    'https://h\\@other/k',
    'https://h/a\r\nb',
  ])('error: InvalidUrl for %j', (url) => {
    expect(() => checkAccess(url)).toThrow(expect.objectContaining({ code: 'InvalidUrl' }));
  });

  it.each([
    { 'x-oss-a': 'b\r\nx: y' },
    { 'x-oss-a': '\u010d\u010a' },
    { 'x oss': 'b' },
    { 'x:y': 'b' },
    { 'Transfer-Encoding': 'chunked' },
    { 'content-length': '5' },
    { 'x-oss-a': undefined as never },
    { 'x-oss-a': null as never },
  ])('error: InvalidHeader for %j', (signedHeaders) => {
    expect(() => checkAccess({ url: 'https://h/k', signedHeaders })).toThrow(
      expect.objectContaining({ code: 'InvalidHeader', phase: 'config' }),
    );
  });
});
