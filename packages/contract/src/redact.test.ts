import { describe, expect, it } from 'vitest';
import { redactText, redactUrl } from './redact.ts';

describe('redactUrl', () => {
  it('default: masks the signature, token and key ID of a V4 URL and keeps other parameters', () => {
    const url =
      'https://b.oss-cn-hangzhou.aliyuncs.com/k?versionId=v&x-oss-date=20260102T030405Z&x-oss-expires=900' +
      '&x-oss-credential=AKID%2F20260102&x-oss-security-token=TOKEN&x-oss-signature=SIGNATURE';
    const shown = redactUrl(url);
    expect(shown).toContain('versionId=v&x-oss-date=20260102T030405Z&x-oss-expires=900');
    expect(shown).not.toMatch(/AKID|TOKEN|SIGNATURE/);
  });

  it('default: masks the parameters of a V1 URL', () => {
    const shown = redactUrl('http://h/k?OSSAccessKeyId=AKID&Expires=1767323945&Signature=abc%3D&security-token=TOKEN');
    expect(shown).toBe('http://h/k?OSSAccessKeyId=***&Expires=1767323945&Signature=***&security-token=***');
  });

  it('behavior: masks unknown parameters', () => {
    expect(redactUrl('https://h/k?auth_key=s3cret&flag')).toBe('https://h/k?auth_key=***&flag');
    expect(redactUrl('?auth_key=s3cret')).toBe('?auth_key=***');
  });

  it('behavior: removes user info and fragment', () => {
    expect(redactUrl('https://user:s3cret@h/k#s3cret')).toBe('https://h/k');
    expect(redactUrl('https://user:s3cret@h')).toBe('https://h');
  });

  it('behavior: percent-encodes line breaks and terminal control characters', () => {
    expect(redactUrl('https://h/a\r\n\u001b[2J\u009b\u2028\u202e文')).toBe(
      'https://h/a%0D%0A%1B[2J%C2%9B%E2%80%A8%E2%80%AE文',
    );
  });

  it.each([redactUrl, redactText])('behavior: JSON with escaped & and =, by %o', (redact) => {
    const url = 'https://h/k?x-oss-expires=900&x-oss-security-token=TOKEN%3D&x-oss-signature=SIGNATURE';
    expect(redact(url.replaceAll('&', '\\u0026'))).not.toMatch(/TOKEN|SIGNATURE/);
    expect(redact(url.replaceAll('&', '\\u0026').replaceAll('=', '\\u003d'))).not.toMatch(/TOKEN|SIGNATURE/);
  });

  it('behavior: masks the whole of a JSON value with escaped + / =', () => {
    expect(redactText('{"SecurityToken":"CAIS\\u002Babc\\u002fdef\\u003d\\u003d","a":"\\u002b"}')).toBe(
      '{"SecurityToken":"***","a":"\\u002b"}',
    );
  });

  it('behavior: JSON with escaped & and =, without a URL', () => {
    expect(redactText('{"query":"x-oss-signature\\u003dSIGNATURE\\u0026a\\u003db"}')).toBe(
      '{"query":"x-oss-signature\\u003d***\\u0026a\\u003db"}',
    );
  });

  it('behavior: masks the whole of a signature that contains =', () => {
    expect(redactUrl('https://h/k?Signature=ab=c=')).toBe('https://h/k?Signature=***');
  });

  it.each([
    ['https://user:p@s3cret@proxy:8080/x', 'https://proxy:8080/x'],
    ['socks5://user:s3cret@h', 'socks5://h'],
    ['//user:s3cret@h', '//h'],
    ['https:/user:s3cret@h/k', 'https:/h/k'],
    ['https:\\\\user:s3cret@h', 'https:\\\\h'],
    ['  https://user:s3cret@h/k', '  https://h/k'],
    ['user:s3cret@h:80', 'h:80'],
    ['http://user:s3/cr?e#t@h:80/k', 'http://h:80/k'],
  ])('behavior: removes user info from %j', (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });

  it('behavior: @ in a path is not user info', () => {
    expect(redactUrl('https://h/a@b/k@2x.png')).toBe('https://h/a@b/k@2x.png');
    expect(redactUrl('/k@2x.png')).toBe('/k@2x.png');
    expect(redactUrl('http://h:8080/k@2x.png')).toBe('http://h:8080/k@2x.png');
    expect(redactUrl('http://[::1]:8080/k@2x.png')).toBe('http://[::1]:8080/k@2x.png');
  });

  it.each([
    'https://h/k?x-oss-date=1?x-oss-signature=S1',
    'https://h/k?x-oss-date=1;x-oss-signature=S1',
    'https://h/k?x-oss-date%3D1%26x-oss-signature%3DS1',
    'https://h/k?x-oss-date%253D1%2526x-oss-signature%253DS1',
    'https://h/k;x-oss-signature=S1',
    'https://h/k%3Fx-oss-signature%3DS1',
  ])('behavior: masks the signature of the malformed URL %s', (url) => {
    expect(redactUrl(url)).not.toContain('S1');
  });
});

describe('redactText', () => {
  it('default: masks URLs and parameters in text', () => {
    const text = 'failed: https://h/k?Signature=S1 and "x-oss-signature":"S2", x-oss-security-token: S3';
    expect(redactText(text)).not.toMatch(/S1|S2|S3/);
  });

  it('default: masks authorization headers of both versions', () => {
    expect(redactText('authorization: OSS AKID:SIG=')).not.toContain('SIG');
    expect(redactText('OSS4-HMAC-SHA256 Credential=AKID/x,Signature=SIG')).not.toMatch(/AKID|SIG/);
  });

  it.each([
    ['{"AccessKeySecret":"S1","SecurityToken":"S2"}', '{"AccessKeySecret":"***","SecurityToken":"***"}'],
    ["{ accessKeyId: 'S1', accessKeySecret: 'S2' }", "{ accessKeyId: '***', accessKeySecret: '***' }"],
    ['access_key_secret=S1 sts_token=S2', 'access_key_secret=*** sts_token=***'],
    ['OSS_ACCESS_KEY_SECRET=S1', 'OSS_ACCESS_KEY_SECRET=***'],
    ['OSS_SESSION_TOKEN=S1', 'OSS_SESSION_TOKEN=***'],
    ['ALIBABA_CLOUD_SECURITY_TOKEN=S1', 'ALIBABA_CLOUD_SECURITY_TOKEN=***'],
    ['x-fc-access-key-secret: S1', 'x-fc-access-key-secret: ***'],
    ['accessKeySecret := "S1"', 'accessKeySecret := "***"'],
  ])('behavior: key and token names of different systems: %s', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it.each([
    ['<SecurityToken>S1</SecurityToken> and', '<SecurityToken>***</SecurityToken> and'],
    ['<SignatureProvided>S1</SignatureProvided>', '<SignatureProvided>***</SignatureProvided>'],
    ['<OSSAccessKeyId>S1</OSSAccessKeyId>', '<OSSAccessKeyId>***</OSSAccessKeyId>'],
    ['&lt;SecurityToken&gt;S1&lt;', '&lt;SecurityToken&gt;***&lt;'],
    [String.raw`{\"x-oss-signature\":\"S1\"}`, String.raw`{\"x-oss-signature\":\"***\"}`],
    [String.raw`x-oss-signature=\"S1\"`, String.raw`x-oss-signature=\"***\"`],
    [String.raw`{"Signature":"ab\/S1="}`, '{"Signature":"***"}'],
    ['&quot;Signature&quot;:&quot;S1&quot;', '&quot;Signature&quot;:&quot;***&quot;'],
    ["Map { 'x-oss-security-token' => 'S1' }", "Map { 'x-oss-security-token' => '***' }"],
    ["[ 'x-oss-security-token', 'S1' ]", "[ 'x-oss-security-token', '***' ]"],
    ["'x-oss-security-token': [ 'S1' ]", "'x-oss-security-token': [ '***' ]"],
    ['[Signature] => S1', '[Signature] => ***'],
    [
      'next=https%3A%2F%2Fb%2Fk%3Fx-oss-signature%3DS1%26x-oss-date%3D1',
      'next=https%3A%2F%2Fb%2Fk%3Fx-oss-signature%3D***%26x-oss-date%3D1',
    ],
    ['k%253Fx-oss-signature%253DS1%2526a%253D1', 'k%253Fx-oss-signature%253D***%2526a%253D1'],
    ['%22AccessKeySecret%22%3A%22S1%22%7D', '%22AccessKeySecret%22%3A%22***%22%7D'],
  ])('behavior: values in XML, JSON, escapes and lists: %s', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it.each([
    ['authorization: bearer S1', 'authorization: ***'],
    ['Authorization: Custom S1', 'Authorization: ***'],
    ['authorization: oss AKID:S1', 'authorization: ***'],
    ['{"authorization":"basic S1"}', '{"authorization":"***"}'],
    ['got basic dXNlcjpTMQ==', 'got basic ***'],
    ['got bearer S1', 'got bearer ***'],
    ['got oss AKID:S1', 'got oss AKID:***'],
  ])('behavior: authorization in any letter case: %s', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it.each([
    ['by socks5://user:S1@h, then', 'by socks5://h, then'],
    [String.raw`{"url":"https:\/\/user:S1@h"}`, String.raw`{"url":"https:\/\/h"}`],
  ])('behavior: user info in URLs of any scheme: %s', (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it.each([
    'connect ECONNREFUSED 127.0.0.1:9000',
    'the secret is wrong, and the token of another pair',
    'a signature, token or key; see the signature (V4)',
    'Set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN for temporary keys)',
    'Have it print AccessKeyId, AccessKeySecret, and for temporary keys SecurityToken, Expiration.',
    'InvalidAccessKeyId: The OSS Access Key Id you provided does not exist in our records.',
    '{"Code":"InvalidSecurityToken","Message":"The security token is invalid."}',
    '{"signature":"","securityToken":""}',
    'x-oss-signature-version=OSS4-HMAC-SHA256',
    'basic authentication with a bearer token. Nothing more.',
    'at file:///home/a/.pnpm/foo@1.0.0/x.js:12:3',
  ])('behavior: does not change ordinary text: %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  // A pattern that backtracks takes minutes for some of these.
  it.each([
    ...['a', 'a.', ' ', '\\', '"', '=', '@', '%25', '&quot;', 'signature', 'signature=', 'signature&quot;', 'a://'],
    ...['https://a@', 'access_key_', 'invalid', 'authorization: ', 'oss a', 'basic aaaa ', "signature' , "],
  ])('behavior: masks secrets after 64 KiB of %j in linear time', (part) => {
    const long = part.repeat(65_536 / part.length);
    for (const start of [
      '',
      'signature',
      'signature=',
      'signature:[',
      'https://',
      'https://u:',
      'authorization:',
      'bearer ',
    ]) {
      expect(redactText(`${start}${long}\nsecurity-token=S1`)).not.toContain('S1');
      expect(redactUrl(`${start}${long}?Signature=S1`)).not.toContain('S1');
    }
  });
});
