import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createClient, getObject } from '@ossferry/client';
import { startLocalOss } from '@ossferry/local-oss';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CustomDomain, cnameEndpoint } from './index.ts';

const account = { accessKeyId: 'LTAI5tExampleAccessKeyId', accessKeySecret: 'ExampleAccessKeySecretForTests' };
const staticDomain = { domain: 'http://static.example.com', bucket: 'examplebucket', region: 'cn-hangzhou' };

function clientWith(...domains: CustomDomain[]) {
  return createClient({
    region: 'cn-beijing',
    credentials: async () => account,
    plugins: [cnameEndpoint(...domains)],
    now: () => new Date('2026-01-02T03:04:05Z').getTime(),
  });
}

describe('cnameEndpoint', () => {
  it('default: a URL on a custom domain equals that of the official Python SDK', async () => {
    const { url } = await clientWith(staticDomain).presign(
      getObject({ bucket: 'examplebucket', key: 'exampleobject.txt' }),
    );
    expect(url).toBe(
      'http://static.example.com/exampleobject.txt?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=20260102T030405Z' +
        '&x-oss-expires=900&x-oss-credential=LTAI5tExampleAccessKeyId%2F20260102%2Fcn-hangzhou%2Foss%2Faliyun_v4_request' +
        '&x-oss-signature=a468fead84de3f13c2446004c4e611f56774636eb18947e1323e15396161bb37',
    );
  });

  it.each([
    ['static.example.com', 'https://static.example.com/a%20b'],
    ['Static.Example.com', 'https://static.example.com/a%20b'],
    ['https://static.example.com/', 'https://static.example.com/a%20b'],
    ['HTTP://static.example.com:8080', 'http://static.example.com:8080/a%20b'],
    ['xn--fiq228c.example.com', 'https://xn--fiq228c.example.com/a%20b'],
  ])('option: domain %s', async (domain, start) => {
    const { url } = await clientWith({ ...staticDomain, domain }).presign(
      getObject({ bucket: 'examplebucket', key: 'a b' }),
    );
    expect(url.split('?')[0]).toBe(start);
  });

  it('option: region accepts the prefix oss-', async () => {
    const { url } = await clientWith({ ...staticDomain, region: 'oss-cn-hangzhou' }).presign(
      getObject({ bucket: 'examplebucket', key: 'k' }),
    );
    expect(url).toContain('%2Fcn-hangzhou%2Foss%2F');
  });

  it('behavior: each bucket has its own domain and region; others keep the standard endpoint', async () => {
    const files = { domain: 'files.example.com', bucket: 'filesbucket', region: 'eu-central-1' };
    const client = clientWith(staticDomain, files);
    const urls = await Promise.all(
      ['examplebucket', 'filesbucket', 'otherbucket'].map(async (bucket) => {
        const { url } = await client.presign(getObject({ bucket, key: 'k' }));
        return [url.split('?')[0], /%2F([a-z0-9-]+)%2Foss/.exec(url)?.[1]];
      }),
    );
    expect(urls).toEqual([
      ['http://static.example.com/k', 'cn-hangzhou'],
      ['https://files.example.com/k', 'eu-central-1'],
      ['https://otherbucket.oss-cn-beijing.aliyuncs.com/k', 'cn-beijing'],
    ]);
  });

  it('behavior: OSS serves the object at the domain, because the signature includes the bucket', async () => {
    const local = await startLocalOss({
      buckets: [{ name: 'examplebucket', customDomains: ['static.example.com'] }],
      accounts: [account],
      now: () => Date.parse('2026-01-02T03:04:05Z'),
    });
    onTestFinished(() => local.close());
    await local.putObject({ bucket: 'examplebucket', key: 'a/../b c', body: 'hello' });
    const domain = `http://static.example.com:${local.port}`;
    const { url } = await clientWith({ ...staticDomain, domain }).presign(
      getObject({ bucket: 'examplebucket', key: 'a/../b c' }),
    );
    expect(await download(url, local.port)).toEqual({ status: 200, body: 'hello' });
    const forAnotherBucket = url.replace(/x-oss-signature=./, (start) => `${start.slice(0, -1)}g`);
    expect(await download(forAnotherBucket, local.port)).toMatchObject({ status: 403 });
  });

  it('behavior: the plugin has a name', () => {
    expect(cnameEndpoint(staticDomain)).toMatchObject({ name: 'cname-endpoint', contract: 1 });
  });

  it.each([
    '',
    'static',
    'localhost',
    'static.example.com/path',
    'https://static.example.com/path',
    'static.example.com?x=1',
    'static.example.com#top',
    'ftp://static.example.com',
    'https:static.example.com',
    'https://https://static.example.com',
    '//static.example.com',
    ' static.example.com',
    'static.example.com ',
    'static example.com',
    'static..example.com',
    '.example.com',
    '-static.example.com',
    'static.example.com:',
    'static.example.com:0',
    'static.example.com:65536',
    'static.example.com:80:80',
    '下载.example.com',
    '*.example.com',
    '127.0.0.1',
    'http://127.0.0.1:9000',
    '[::1]',
    'oss-cn-hangzhou.aliyuncs.com',
    'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
    'examplebucket.oss-accelerate.aliyuncs.com',
  ])('error: domain %j', (domain) => {
    expect(() => cnameEndpoint({ ...staticDomain, domain })).toThrow(
      expect.objectContaining({ name: 'OssError', phase: 'config', code: 'InvalidCustomDomain' }),
    );
  });

  it.each(['', 'ab', 'Examplebucket', 'example_bucket', '-example', 'example.bucket'])('error: bucket %j', (bucket) => {
    expect(() => cnameEndpoint({ ...staticDomain, bucket })).toThrow(
      expect.objectContaining({ phase: 'config', code: 'InvalidBucketName' }),
    );
  });

  it.each(['', 'oss-', 'CN-Hangzhou', 'cn hangzhou', 'cn-hangzhou-internal', 'oss-cn-hangzhou.aliyuncs.com'])(
    'error: region %j',
    (region) => {
      expect(() => cnameEndpoint({ ...staticDomain, region })).toThrow(
        expect.objectContaining({ phase: 'config', code: 'InvalidRegion' }),
      );
    },
  );

  it.each([undefined, null, true])('error: %s, from an option that is not set, is no bucket and no region', (value) => {
    for (const [name, code] of [
      ['bucket', 'InvalidBucketName'],
      ['region', 'InvalidRegion'],
    ] as const) {
      expect(() => cnameEndpoint({ ...staticDomain, [name]: value })).toThrow(expect.objectContaining({ code }));
    }
  });

  it('error: two domains for one bucket, or one domain for two', () => {
    const code = 'DuplicateCustomDomain';
    const secondDomain = { ...staticDomain, domain: 'files.example.com' };
    const secondBucket = { ...staticDomain, domain: 'https://STATIC.example.com:8443', bucket: 'filesbucket' };
    const refusal = (problem: string) => expect.objectContaining({ code, message: expect.stringContaining(problem) });
    expect(() => cnameEndpoint(staticDomain, secondDomain)).toThrow(refusal('has two custom domains.'));
    expect(() => cnameEndpoint(staticDomain, secondBucket)).toThrow(
      refusal(`static.example.com is given twice, for ${staticDomain.bucket} and filesbucket.`),
    );
  });

  it('error: the message does not show passwords and signatures', () => {
    for (const domain of ['https://user:canary@static.example.com', 'static.example.com?x-oss-signature=canary']) {
      expect(() => cnameEndpoint({ ...staticDomain, domain })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('canary') }),
      );
    }
  });
});

/** Downloads like a browser for which the domain resolves to 127.0.0.1, with an unchanged path. */
async function download(url: string, port: number): Promise<{ status: number | undefined; body: string }> {
  const [, host = '', path = ''] = /^http:\/\/([^/]+)(.*)$/.exec(url) ?? [];
  const sent = httpRequest({ host: '127.0.0.1', port, path, headers: { host }, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}
