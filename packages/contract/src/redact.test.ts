import { describe, expect, it } from 'vitest';
import { redactText, redactUrl } from './redact.ts';

describe('redactUrl', () => {
  it('default: masks the signature, the token and the key pair of a V4 URL and keeps what explains it', () => {
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

  it('behavior: a parameter that nobody knows is masked', () => {
    expect(redactUrl('https://h/k?auth_key=s3cret&flag')).toBe('https://h/k?auth_key=***&flag');
  });

  it('behavior: user info and fragment go', () => {
    expect(redactUrl('https://user:s3cret@h/k#s3cret')).toBe('https://h/k');
    expect(redactUrl('https://user:s3cret@h')).toBe('https://h');
  });

  it('behavior: a signature that itself holds an equals sign is masked whole', () => {
    expect(redactUrl('https://h/k?Signature=ab=c=')).toBe('https://h/k?Signature=***');
  });
});

describe('redactText', () => {
  it('default: masks URLs and parameters within foreign text', () => {
    const text = 'failed: https://h/k?Signature=S1 and "x-oss-signature":"S2", x-oss-security-token: S3';
    expect(redactText(text)).not.toMatch(/S1|S2|S3/);
  });

  it('default: masks authorization headers of both versions', () => {
    expect(redactText('authorization: OSS AKID:SIG=')).not.toContain('SIG');
    expect(redactText('OSS4-HMAC-SHA256 Credential=AKID/x,Signature=SIG')).not.toMatch(/AKID|SIG/);
  });

  it('behavior: ordinary text stays', () => {
    expect(redactText('connect ECONNREFUSED 127.0.0.1:9000')).toBe('connect ECONNREFUSED 127.0.0.1:9000');
  });
});
