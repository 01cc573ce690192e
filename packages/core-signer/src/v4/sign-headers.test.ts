import { describe, expect, it } from 'vitest';
import { type SignHeadersInput, signHeaders } from './sign-headers.ts';

const input: SignHeadersInput = {
  method: 'PUT',
  bucket: 'examplebucket',
  key: 'exampleobject',
  headers: { 'Content-Type': 'text/plain', 'content-length': '3' },
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'LTAI5tExample', accessKeySecret: 'secret', securityToken: 'token' },
  now: new Date('2026-01-02T03:04:05Z'),
};

describe('signHeaders', () => {
  it('default: returns all headers to send, by lower-case name', () => {
    expect(signHeaders(input).headers).toEqual({
      'content-type': 'text/plain',
      'content-length': '3',
      'x-oss-date': '20260102T030405Z',
      date: 'Fri, 02 Jan 2026 03:04:05 GMT',
      'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
      'x-oss-security-token': 'token',
      authorization: expect.stringMatching(
        /^OSS4-HMAC-SHA256 Credential=LTAI5tExample\/20260102\/cn-hangzhou\/oss\/aliyun_v4_request,Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  it('option: additionalHeaders are listed in the authorization', () => {
    const { headers, canonicalRequest } = signHeaders({ ...input, additionalHeaders: ['Content-Length', 'host'] });
    expect(headers['authorization']).toContain(',AdditionalHeaders=content-length,Signature=');
    expect(canonicalRequest).toContain('\ncontent-length:3\n');
  });

  it('behavior: requests without a key, and without a bucket', () => {
    const { key: _, ...ofBucket } = input;
    expect(signHeaders(ofBucket).canonicalRequest).toMatch(/^PUT\n\/examplebucket\/\n/);
    expect(signHeaders({ ...ofBucket, bucket: '' }).canonicalRequest).toMatch(/^PUT\n\/\n/);
  });

  it('behavior: headers of an earlier signature are replaced', () => {
    const again = signHeaders({ ...input, headers: signHeaders({ ...input, now: new Date(0) }).headers });
    expect(again).toEqual(signHeaders(input));
  });

  it('error: a token with a line break is refused', () => {
    const credentials = { ...input.credentials, securityToken: 'canary\n' };
    expect(() => signHeaders({ ...input, credentials })).toThrow(
      expect.objectContaining({ code: 'InvalidHeader', message: expect.not.stringContaining('canary') }),
    );
  });

  it('error: an empty secret is refused', () => {
    const credentials = { ...input.credentials, accessKeySecret: '' };
    expect(() => signHeaders({ ...input, credentials })).toThrow(
      expect.objectContaining({ code: 'InvalidCredentials' }),
    );
  });

  it('error: a request with a signature in its query is refused', () => {
    expect(() => signHeaders({ ...input, query: [['x-oss-signature', 'a']] })).toThrow(
      expect.objectContaining({ code: 'InvalidQuery' }),
    );
  });
});
