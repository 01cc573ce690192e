import { describe, expect, it } from 'vitest';
import { presign, send, startTestOss, xmlText } from '../local-oss.test-support.ts';

const buckets = [
  { name: 'examplebucket', acl: 'public-read', customDomains: ['Static.Example.com'] },
  { name: 'beijing', acl: 'public-read', region: 'cn-beijing' },
] as const;

async function startPublic(options = {}) {
  const local = await startTestOss({ buckets, ...options });
  await local.putObject({ bucket: 'examplebucket', key: 'dir/file', body: 'content' });
  await local.putObject({ bucket: 'beijing', key: 'dir/file', body: 'content' });
  return local;
}

describe('addressing', () => {
  it.each([
    ['path style on an IPv4 address', '127.0.0.1:8080', '/examplebucket/dir/file'],
    ['path style on an IPv6 address', '[::1]:8080', '/examplebucket/dir/file'],
    ['path style on localhost', 'localhost', '/examplebucket/dir/file'],
    ['virtual-hosted, public', 'examplebucket.oss-cn-hangzhou.aliyuncs.com', '/dir/file'],
    ['virtual-hosted, internal', 'examplebucket.oss-cn-hangzhou-internal.aliyuncs.com', '/dir/file'],
    ['virtual-hosted, dual-stack', 'examplebucket.cn-hangzhou.oss.aliyuncs.com', '/dir/file'],
    ['virtual-hosted, accelerate', 'examplebucket.oss-accelerate.aliyuncs.com', '/dir/file'],
    ['virtual-hosted, accelerate overseas', 'beijing.oss-accelerate-overseas.aliyuncs.com', '/dir/file'],
    ['virtual-hosted, localhost', 'examplebucket.localhost:8080', '/dir/file'],
    ['virtual-hosted, anything', 'examplebucket.oss.test', '/dir/file'],
    ['virtual-hosted, other region', 'beijing.oss-cn-beijing.aliyuncs.com', '/dir/file'],
    ['custom domain', 'static.example.com', '/dir/file'],
    ['absolute form', 'localhost', 'http://localhost/examplebucket/dir/file'],
    ['percent-encoded', 'localhost', '/examplebucket/d%69r%2Ffile'],
  ])('default: %s', async (_, host, target) => {
    expect(await send(await startPublic(), { target, headers: { host } })).toMatchObject({
      status: 200,
      text: 'content',
    });
  });

  it('option: endpointHosts', async () => {
    const local = await startPublic({ endpointHosts: ['oss.test'] });
    expect((await send(local, { target: '/examplebucket/dir/file', headers: { host: 'oss.test' } })).status).toBe(200);
    expect((await send(local, { target: '/dir/file', headers: { host: 'examplebucket.oss.test' } })).status).toBe(200);
  });

  it('behavior: a presigned URL on a custom domain', async () => {
    const local = await startTestOss({ buckets: [{ name: 'examplebucket', customDomains: ['static.example.com'] }] });
    await local.putObject({ bucket: 'examplebucket', key: 'a', body: 'content' });
    const target = `/a?${presign({ key: 'a' }).split('?')[1]}`;
    expect((await send(local, { target, headers: { host: 'static.example.com' } })).text).toBe('content');
  });

  it.each([
    'a//b',
    '/leading',
    'trailing/',
    'a/../b',
    '..',
    '.',
    '../../etc/passwd',
    '%2F',
    'a\\b',
    'a+b c',
    'é中😀',
    'x\ny',
  ])('behavior: the key %j is taken literally', async (key) => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'examplebucket', key, body: key });
    const response = await send(local, { target: presign({ key }) });
    expect(response).toMatchObject({ status: 200, text: key });
  });
});

describe('errors', () => {
  it('error: NoSuchBucket, before the signature is checked', async () => {
    const response = await send(await startPublic(), { target: '/nosuchbucket/key?x-oss-credential=nonsense' });
    expect(response).toMatchObject({ status: 404, headers: { 'x-oss-ec': '0015-00000101' } });
    expect(xmlText(response.text, 'Code')).toBe('NoSuchBucket');
    expect(xmlText(response.text, 'Message')).toBe('The specified bucket does not exist.');
    expect(xmlText(response.text, 'BucketName')).toBe('nosuchbucket');
  });

  it.each([
    ['a dot', 'static.example.com.oss-cn-hangzhou.aliyuncs.com'],
    ['an underscore', 'my_bucket.oss-cn-hangzhou.aliyuncs.com'],
  ])('error: InvalidBucketName for %s', async (_, host) => {
    const response = await send(await startPublic(), { target: '/key', headers: { host } });
    expect(response).toMatchObject({ status: 400, headers: { 'x-oss-ec': '0015-00000001' } });
    expect(xmlText(response.text, 'Code')).toBe('InvalidBucketName');
  });

  it('error: the endpoint of another region', async () => {
    const response = await send(await startPublic(), {
      target: '/dir/file',
      headers: { host: 'examplebucket.oss-cn-beijing.aliyuncs.com' },
    });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0003-00001403' } });
    expect(xmlText(response.text, 'Code')).toBe('AccessDenied');
    expect(xmlText(response.text, 'Message')).toBe(
      'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
        'Please send all future requests to this endpoint.',
    );
    expect(xmlText(response.text, 'Bucket')).toBe('examplebucket');
    expect(xmlText(response.text, 'Endpoint')).toBe('oss-cn-hangzhou.aliyuncs.com');
  });

  it('error: path style on an OSS host name', async () => {
    const response = await send(await startPublic(), {
      target: '/examplebucket/dir/file',
      headers: { host: 'oss-cn-hangzhou.aliyuncs.com' },
    });
    expect(response.status).toBe(403);
    expect(xmlText(response.text, 'Code')).toBe('SecondLevelDomainForbidden');
    expect(xmlText(response.text, 'Message')).toBe(
      'The bucket you are attempting to access must be addressed using OSS third level domain.',
    );
  });

  it('error: a key of more than 1023 bytes', async () => {
    const response = await send(await startPublic(), { target: `/examplebucket/${'x'.repeat(1024)}` });
    expect(response.status).toBe(400);
  });
});
