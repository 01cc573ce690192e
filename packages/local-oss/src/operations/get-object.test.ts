import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { NOW, presign, send, sendSigned, startTestOss, type TestResponse, xmlText } from '../local-oss.test-support.ts';

const key = 'file.txt';
const body = '0123456789'.repeat(100);
const LATER = new Date(NOW.getTime() + 1000).toUTCString();
const SAME = NOW.toUTCString();
const EARLIER = new Date(NOW.getTime() - 1000).toUTCString();

async function get(headers: Record<string, string> = {}, query?: string): Promise<TestResponse> {
  const local = await startTestOss();
  await local.putObject({ bucket: 'examplebucket', key, body, headers: { 'content-type': 'text/plain' } });
  return sendSigned(local, { key, headers, ...(query === undefined ? {} : { query }) });
}

describe('GetObject', () => {
  it('default: the headers of OSS', async () => {
    const response = await get();
    const seconds = (NOW.getTime() / 1000).toString(16).toUpperCase();
    expect(response).toMatchObject({ status: 200, text: body, isComplete: true });
    expect(response.headers).toMatchObject({
      server: 'AliyunOSS',
      date: NOW.toUTCString(),
      connection: 'close',
      'content-type': 'text/plain',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      etag: expect.stringMatching(/^"[0-9A-F]{32}"$/),
      'last-modified': NOW.toUTCString(),
      'content-md5': expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
      'x-oss-hash-crc64ecma': expect.stringMatching(/^\d+$/),
      'x-oss-object-type': 'Normal',
      'x-oss-storage-class': 'Standard',
      'x-oss-request-id': expect.stringMatching(new RegExp(`^${seconds}[0-9A-F]{16}$`)),
      'x-oss-server-time': expect.stringMatching(/^\d+$/),
    });
    expect(response.headers).not.toHaveProperty('x-oss-version-id');
  });

  it('default: the same checksums as the real OSS', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'examplebucket', key, body: 'hello from the typescript sdk 世界' });
    const { headers } = await send(local, { target: presign({ key }) });
    expect(headers).toMatchObject({
      etag: '"14A42A22E4010151AD32CE21AF1FE2B0"',
      'content-md5': 'FKQqIuQBAVGtMs4hrx/isA==',
      'x-oss-hash-crc64ecma': '2861621986004973752',
    });
  });

  it('error: NoSuchKey', async () => {
    const response = await send(await startTestOss(), { target: presign({ key: 'a<b>&"c"' }) });
    expect(response).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/xml', 'x-oss-ec': '0026-00000001' },
    });
    const requestId = response.headers['x-oss-request-id'];
    expect(response.text).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Error>',
        '  <Code>NoSuchKey</Code>',
        '  <Message>The specified key does not exist.</Message>',
        `  <RequestId>${requestId}</RequestId>`,
        '  <HostId>127.0.0.1</HostId>',
        '  <Key>a&lt;b&gt;&amp;&quot;c&quot;</Key>',
        '  <EC>0026-00000001</EC>',
        '  <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0026-00000001</RecommendDoc>',
        '</Error>',
        '',
      ].join('\n'),
    );
  });

  it('error: an archived object', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'examplebucket', key, body, storageClass: 'Archive' });
    const response = await send(local, { target: presign({ key }) });
    expect(response.status).toBe(403);
    expect(xmlText(response.text, 'Code')).toBe('InvalidObjectState');
    expect(xmlText(response.text, 'EC')).toBe('0016-00000404');
    expect(xmlText(response.text, 'Message')).toBe("The operation is not valid for the object's state");
  });

  it.each(['acl', 'tagging', 'symlink', 'x-oss-process=image%2Fresize'])(
    'error: ?%s is refused with 501, not ignored',
    async (query) => {
      expect((await get({}, query)).status).toBe(501);
    },
  );
});

describe('ranges', () => {
  it('default: 206 with the checksum of the whole object', async () => {
    const whole = await get();
    const part = await get({ range: 'bytes=1-3' });
    expect(part).toMatchObject({ status: 206, text: '123' });
    expect(part.headers).toMatchObject({
      'content-range': 'bytes 1-3/1000',
      'content-length': '3',
      etag: whole.headers['etag'],
      'x-oss-hash-crc64ecma': whole.headers['x-oss-hash-crc64ecma'],
    });
  });

  it('behavior: an end beyond the object returns 200 and the whole object', async () => {
    const response = await get({ range: 'bytes=0-1000' });
    expect(response).toMatchObject({ status: 200, text: body });
    expect(response.headers).not.toHaveProperty('content-range');
  });

  it('option: x-oss-range-behavior', async () => {
    const headers = { 'x-oss-range-behavior': 'standard' };
    expect(await get({ ...headers, range: 'bytes=998-2000' })).toMatchObject({
      status: 206,
      text: '89',
      headers: { 'content-range': 'bytes 998-999/1000' },
    });
    const beyond = await get({ ...headers, range: 'bytes=1000-' });
    expect(beyond.status).toBe(416);
    expect(xmlText(beyond.text, 'Code')).toBe('InvalidRange');
  });
});

describe('conditions', () => {
  const etag = '"D8E8FCA2DC0F896FD7CB4CB0031BA249"';

  it.each([
    ['if-modified-since', LATER, 304],
    ['if-modified-since', SAME, 304],
    ['if-modified-since', EARLIER, 200],
    ['if-modified-since', 'not a date', 200],
    ['if-unmodified-since', LATER, 200],
    ['if-unmodified-since', SAME, 200],
    ['if-unmodified-since', EARLIER, 412],
    ['if-match', etag, 412],
    ['if-match', '*', 200],
    ['if-none-match', etag, 200],
    ['if-none-match', '*', 304],
  ])('default: %s: %s gives %i', async (name, value, status) => {
    const response = await get({ [name]: value });
    expect(response.status).toBe(status);
    if (status === 304) expect(response.text).toBe('');
  });

  it('default: ETags with and without quotes', async () => {
    const current = (await get()).headers['etag'] ?? '';
    for (const value of [current, current.replaceAll('"', '')]) {
      expect((await get({ 'if-match': value })).status).toBe(200);
      expect((await get({ 'if-none-match': value })).status).toBe(304);
    }
  });

  it('behavior: several conditions', async () => {
    const current = (await get()).headers['etag'] ?? '';
    expect((await get({ 'if-match': current, 'if-unmodified-since': EARLIER })).status).toBe(412);
    expect((await get({ 'if-match': current, 'if-none-match': current })).status).toBe(304);
  });

  it('error: PreconditionFailed, with the condition', async () => {
    const response = await get({ 'if-match': etag });
    expect(xmlText(response.text, 'Code')).toBe('PreconditionFailed');
    expect(xmlText(response.text, 'Message')).toBe('At least one of the pre-conditions you specified did not hold.');
    expect(xmlText(response.text, 'Condition')).toBe('If-Match');
  });
});

describe('response-*', () => {
  it('default: five parameters override headers, for 200 and 206', async () => {
    const query =
      'response-cache-control=no-cache&response-content-disposition=a.js&response-content-encoding=x' +
      '&response-content-language=zh-CN&response-expires=Fri%2C%2001%20Jan%202027%2000%3A00%3A00%20GMT';
    for (const headers of [{}, { range: 'bytes=0-1' }]) {
      expect((await get(headers, query)).headers).toMatchObject({
        'cache-control': 'no-cache',
        'content-disposition': 'a.js',
        'content-encoding': 'x',
        'content-language': 'zh-CN',
        expires: 'Fri, 01 Jan 2027 00:00:00 GMT',
        'content-type': 'text/plain',
      });
    }
  });

  it('behavior: non-ASCII values are sent as UTF-8', async () => {
    const value = 'attachment; filename="文件.txt"';
    const { headers } = await get({}, `response-content-disposition=${encodeURIComponent(value)}`);
    expect(Buffer.from(headers['content-disposition'] ?? '', 'latin1').toString('utf8')).toBe(value);
  });

  it('error: response-content-type', async () => {
    const response = await get({}, 'response-content-type=text%2Fhtml');
    expect(response).toMatchObject({ status: 400, headers: { 'x-oss-ec': '0017-00000902' } });
    expect(xmlText(response.text, 'Code')).toBe('InvalidRequest');
    expect(xmlText(response.text, 'Message')).toBe('Can not override response header on content-type');
  });

  it('error: an anonymous request', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'public-bucket', key, body });
    const response = await send(local, { target: `/public-bucket/${key}?response-cache-control=no-cache` });
    expect(xmlText(response.text, 'Message')).toBe('Can not override response header for an anonymous user');
  });

  it('error: a value with a line break', async () => {
    expect((await get({}, 'response-cache-control=a%0D%0Ax-injected%3A%201')).status).toBe(400);
  });
});

describe('gzip', () => {
  const accept = { 'accept-encoding': 'gzip, deflate' };

  async function getGzip(contentType: string, content: string, stored: Record<string, string> = {}) {
    const local = await startTestOss();
    await local.putObject({
      bucket: 'examplebucket',
      key,
      body: content,
      headers: { 'content-type': contentType, ...stored },
    });
    return send(local, { target: presign({ key }), headers: accept });
  }

  it('default: text of 1 KB or more is compressed, chunked and without an ETag', async () => {
    const content = 'x'.repeat(1024);
    const response = await getGzip('text/plain; charset=utf-8', content);
    expect(response.headers).toMatchObject({ 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' });
    expect(response.headers).not.toHaveProperty('etag');
    expect(response.headers).not.toHaveProperty('content-length');
    expect(gunzipSync(response.body).toString('utf8')).toBe(content);
  });

  it.each([
    ['a smaller object', 'text/plain', 'x'.repeat(1023), {}],
    ['another type', 'text/html', 'x'.repeat(2000), {}],
    ['a stored encoding', 'text/plain', 'x'.repeat(2000), { 'content-encoding': 'identity' }],
  ])('behavior: %s is not compressed', async (_, contentType, content, stored) => {
    const response = await getGzip(contentType, content, stored);
    expect(response.headers).toMatchObject({ etag: expect.any(String), 'content-length': String(content.length) });
    expect(response.text).toBe(content);
  });

  it('behavior: a client that does not accept gzip', async () => {
    expect((await get({ 'accept-encoding': 'identity' })).headers).not.toHaveProperty('content-encoding');
    expect((await get({ 'accept-encoding': 'gzip;q=0' })).headers).not.toHaveProperty('content-encoding');
  });
});
