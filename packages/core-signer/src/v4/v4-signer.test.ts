import type { ResolvedRequest } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { signHeaders } from './sign-headers.ts';
import { signUrl } from './sign-url.ts';
import { v4Signer } from './v4-signer.ts';

const request: ResolvedRequest = {
  operation: 'GetObject',
  method: 'GET',
  bucket: 'examplebucket',
  key: 'a/b.txt',
  query: [['versionId', 'v']],
  headers: { range: 'bytes=0-9', 'x-oss-range-behavior': 'standard' },
  endpoint: { baseUrl: 'http://127.0.0.1:9000', path: '/examplebucket/a/b.txt', region: 'cn-hangzhou', product: 'oss' },
};
const credentials = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'secret' };
const now = new Date('2026-01-02T03:04:05Z');
const { method, bucket, key, query, headers, endpoint } = request;
const input = { method, bucket, key, query, headers, ...endpoint, credentials, now };

describe('v4Signer', () => {
  it('default: signs like signUrl and signHeaders', () => {
    const signer = v4Signer();
    expect(signer.query(request, credentials, now, 60)).toMatchObject({
      url: signUrl({ ...input, expiresInSeconds: 60 }).url,
      signedHeaders: { 'x-oss-range-behavior': 'standard' },
    });
    expect(signer.header(request, credentials, now)).toEqual(signHeaders(input).headers);
  });

  it('option: additionalHeaders are signed in URLs and in headers', () => {
    const signer = v4Signer({ additionalHeaders: ['Range'] });
    expect(signer.query(request, credentials, now, 60).signedHeaders).toHaveProperty('range', 'bytes=0-9');
    expect(signer.header(request, credentials, now)['authorization']).toContain('AdditionalHeaders=range');
  });

  it('behavior: a cloud box signs with its own region and product', () => {
    const cloudBox = { ...request, endpoint: { ...endpoint, region: 'cb-123', product: 'oss-cloudbox' } };
    const { url } = v4Signer().query(cloudBox, credentials, now, 60);
    expect(url).toContain('%2Fcb-123%2Foss-cloudbox%2Faliyun_v4_request');
  });
});
