import { createClient, getObject, headObject, putObject } from '@ossferry/client';
import { cnameEndpoint } from '@ossferry/cname-endpoint';
import type { PresignResult } from '@ossferry/contract';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curl, runCurl } from './curl.ts';
import type { PresignedRequest } from './exercise.ts';

const bucket = 'examplebucket';
const key = 'Verträge/合同 & notes+50%?#😀.txt';
const account = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'long-term-secret' };
const temporary = { accessKeyId: 'STS.Example', accessKeySecret: 'secret', securityToken: 'CAIS+/example==' };

describe.skipIf(curl.missing !== undefined).each(['v4', 'v1'] as const)(
  'curl with URLs signed by ossferry, %s',
  (signatureVersion) => {
    let local: LocalOss;
    beforeAll(async () => {
      local = await startLocalOss({
        buckets: [
          { name: bucket, customDomains: ['files.example.com'] },
          { name: 'versioned', versioning: 'Enabled' },
        ],
        accounts: [account, temporary],
      });
      await local.putObject({ bucket, key, body: 'Grüße' });
    });
    afterAll(() => local.close());

    function clientFor(options: Parameters<typeof createClient>[0] = {}) {
      const { endpoint } = local;
      return createClient({ region: 'cn-hangzhou', endpoint, credentials: account, signatureVersion, ...options });
    }

    function customDomainClient() {
      return clientFor({ endpoint: `http://files.example.com:${local.port}`, useCname: true });
    }

    it('default: downloads', async () => {
      const signed = await clientFor().presign(getObject({ bucket, key }));
      expect(await runCurl(asRequest(signed))).toMatchObject({ status: 200, body: 'Grüße' });
    });

    it('behavior: downloads with temporary credentials', async () => {
      const signed = await clientFor({ credentials: temporary }).presign(getObject({ bucket, key }));
      expect(await runCurl(asRequest(signed))).toMatchObject({ status: 200, body: 'Grüße' });
    });

    it('behavior: downloads from a custom domain', async () => {
      const signed = await customDomainClient().presign(getObject({ bucket, key }));
      expect(new URL(signed.url).host).toBe(`files.example.com:${local.port}`);
      const resolve = `files.example.com:${local.port}:127.0.0.1`;
      expect(await runCurl(asRequest(signed), { resolve })).toMatchObject({ status: 200, body: 'Grüße' });
    });

    it('behavior: downloads from a custom domain with the cname-endpoint plugin', async () => {
      const domain = `http://files.example.com:${local.port}`;
      const plugins = [cnameEndpoint({ domain, bucket, region: 'cn-hangzhou' })];
      const signed = await clientFor({ plugins }).presign(getObject({ bucket, key }));
      expect(new URL(signed.url).origin).toBe(domain);
      const resolve = `files.example.com:${local.port}:127.0.0.1`;
      expect(await runCurl(asRequest(signed), { resolve })).toMatchObject({ status: 200, body: 'Grüße' });
    });

    it('behavior: downloads from a custom domain in the Host header', async () => {
      const signed = await customDomainClient().presign(getObject({ bucket, key }));
      const url = signed.url.replace('files.example.com', '127.0.0.1');
      const host = { host: `files.example.com:${local.port}` };
      expect(await runCurl({ ...asRequest(signed), url, headers: host })).toMatchObject({ status: 200, body: 'Grüße' });
    });

    it('behavior: downloads with a Content-Disposition', async () => {
      const disposition = `attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.txt`;
      const request = getObject({ bucket, key, responseContentDisposition: disposition });
      const { headers } = await runCurl(asRequest(await clientFor().presign(request)));
      expect(headers['content-disposition']).toBe(disposition);
    });

    it('behavior: downloads a range', async () => {
      const signed = await clientFor().presign(getObject({ bucket, key }));
      expect(await runCurl(asRequest(signed), { args: ['--range', '0-1'] })).toMatchObject({
        status: 206,
        body: 'Gr',
      });
    });

    it('behavior: downloads a version', async () => {
      const { versionId } = await local.putObject({ bucket: 'versioned', key, body: 'first' });
      await local.putObject({ bucket: 'versioned', key, body: 'second' });
      const signed = await clientFor().presign(getObject({ bucket: 'versioned', key, versionId }));
      expect(await runCurl(asRequest(signed))).toMatchObject({ status: 200, body: 'first' });
    });

    it('behavior: sends signed headers', async () => {
      const signed = await clientFor().presign(getObject({ bucket, key, rangeBehavior: 'standard' }));
      expect(await runCurl(asRequest(signed), { args: ['--range', '100-'] })).toMatchObject({ status: 416 });
    });

    it('error: a missing signed header', async () => {
      const signed = await clientFor().presign(getObject({ bucket, key, rangeBehavior: 'standard' }));
      const { status, body } = await runCurl({ ...asRequest(signed), headers: {} });
      expect(status).toBe(403);
      expect(body).toContain('<Code>SignatureDoesNotMatch</Code>');
    });

    it('behavior: downloads a key with dot segments', async () => {
      await local.putObject({ bucket, key: 'a/../b/./c', body: 'dots' });
      const signed = await clientFor().presign(getObject({ bucket, key: 'a/../b/./c' }));
      expect(await runCurl(asRequest(signed))).toMatchObject({ status: 200, body: 'dots' });
    });

    it('behavior: requests only the headers', async () => {
      const signed = await clientFor().presign(headObject({ bucket, key }));
      const { status, headers } = await runCurl(asRequest(signed));
      expect({ status, length: headers['content-length'] }).toEqual({ status: 200, length: '7' });
    });

    it('behavior: uploads', async () => {
      const uploaded = 'uploaded/é';
      const request = putObject({ bucket, key: uploaded, contentType: 'text/plain', metadata: { owner: 'curl' } });
      expect(await runCurl(asRequest(await clientFor().presign(request)), { upload: 'by curl' })).toMatchObject({
        status: 200,
      });
      const signed = await clientFor().presign(getObject({ bucket, key: uploaded }));
      expect(await runCurl(asRequest(signed))).toMatchObject({
        body: 'by curl',
        headers: { 'content-type': 'text/plain', 'x-oss-meta-owner': 'curl' },
      });
    });

    it('error: an expired URL', async () => {
      const now = () => Date.now() - 120_000;
      const signed = await clientFor({ now }).presign(getObject({ bucket, key }), { expires: 60 });
      const { status, body } = await runCurl(asRequest(signed));
      expect(status).toBe(403);
      expect(body).toContain('<Message>Request has expired.</Message>');
    });
  },
);

function asRequest({ method, url, signedHeaders }: PresignResult): PresignedRequest {
  return { method, url, headers: signedHeaders };
}
