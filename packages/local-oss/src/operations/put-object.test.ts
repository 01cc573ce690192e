import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { presign, send, sendSigned, startTestOss, xmlText } from '../local-oss.test-support.ts';

const key = 'file.txt';
const body = 'content';
const md5 = createHash('md5').update(body).digest();

describe('PutObject', () => {
  it('default: returns the checksums, and stores the headers', async () => {
    const local = await startTestOss();
    const put = await sendSigned(local, {
      method: 'PUT',
      key,
      body,
      headers: {
        'content-type': 'text/x-mine',
        'content-md5': md5.toString('base64'),
        'x-oss-meta-author': 'alice',
        'x-oss-storage-class': 'IA',
      },
      unsignedHeaders: { 'cache-control': 'no-store', 'content-disposition': 'attachment', 'content-language': 'de' },
    });
    expect(put).toMatchObject({ status: 200, text: '' });
    expect(put.headers).toMatchObject({
      etag: `"${md5.toString('hex').toUpperCase()}"`,
      'content-md5': md5.toString('base64'),
      'x-oss-hash-crc64ecma': expect.stringMatching(/^\d+$/),
    });
    expect(await send(local, { target: presign({ key }) })).toMatchObject({
      text: body,
      headers: {
        'content-type': 'text/x-mine',
        'x-oss-meta-author': 'alice',
        'x-oss-storage-class': 'IA',
        'cache-control': 'no-store',
        'content-disposition': 'attachment',
        'content-language': 'de',
      },
    });
  });

  it('default: a presigned URL with signed headers', async () => {
    const local = await startTestOss();
    const headers = { 'content-type': 'text/plain', 'x-oss-meta-a': 'b' };
    const target = presign({ method: 'PUT', key, headers });
    expect((await send(local, { method: 'PUT', target, headers, body })).status).toBe(200);
    expect((await send(local, { method: 'PUT', target, body })).status).toBe(403);
  });

  it('behavior: a chunked upload', async () => {
    const local = await startTestOss();
    const response = await sendSigned(local, {
      method: 'PUT',
      key,
      body,
      unsignedHeaders: { 'transfer-encoding': 'chunked' },
    });
    expect(response.status).toBe(200);
    expect((await send(local, { target: presign({ key }) })).text).toBe(body);
  });

  it('behavior: an interrupted upload does not change the object', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'examplebucket', key, body: 'old' });
    const socket = connect(local.port, '127.0.0.1');
    await once(socket, 'connect');
    const target = presign({ method: 'PUT', key });
    socket.write(`PUT ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nonly this much`);
    while (local.requests.length === 0) await new Promise(setImmediate);
    socket.resetAndDestroy();
    await once(socket, 'close');
    expect((await send(local, { target: presign({ key }) })).text).toBe('old');
  });

  it('behavior: concurrent uploads leave one complete object', async () => {
    const local = await startTestOss();
    const bodies = Array.from({ length: 8 }, (_, index) => String(index).repeat(200_000));
    await Promise.all(bodies.map((text) => sendSigned(local, { method: 'PUT', key, body: text })));
    const response = await send(local, { target: presign({ key }) });
    expect(bodies).toContain(response.text);
    expect(response.headers['etag']).toBe(`"${createHash('md5').update(response.body).digest('hex').toUpperCase()}"`);
  });

  it('option: x-oss-forbid-overwrite', async () => {
    const local = await startTestOss();
    const headers = { 'x-oss-forbid-overwrite': 'true' };
    expect((await sendSigned(local, { method: 'PUT', key, body, headers })).status).toBe(200);
    const again = await sendSigned(local, { method: 'PUT', key, body, headers });
    expect(again).toMatchObject({ status: 409, headers: { 'x-oss-ec': '0026-00000002' } });
    expect(xmlText(again.text, 'Code')).toBe('FileAlreadyExists');
  });

  it.each([
    ['Content-MD5', { 'content-md5': createHash('md5').update('other').digest('base64') }],
    ['CRC-64', { 'x-oss-hash-crc64ecma': '1' }],
  ])('error: a wrong %s; nothing is stored', async (_, headers) => {
    const local = await startTestOss();
    const response = await sendSigned(local, { method: 'PUT', key, body, headers });
    expect(response.status).toBe(400);
    expect(xmlText(response.text, 'Code')).toBe('InvalidDigest');
    expect((await send(local, { target: presign({ key }) })).status).toBe(404);
  });
});

describe('DeleteObject', () => {
  it('default: 204, even if the object does not exist', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'examplebucket', key, body });
    for (let round = 0; round < 2; round += 1) {
      expect((await sendSigned(local, { method: 'DELETE', key })).status).toBe(204);
    }
    expect((await send(local, { target: presign({ key }) })).status).toBe(404);
  });
});
