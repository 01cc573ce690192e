import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { presign, send, sendSigned, startTestOss, type TestResponse, xmlText } from '../../local-oss.test-support.ts';
import type { LocalOss } from '../../local-oss.ts';

const key = 'dir/big file.bin';
const parts = ['a', 'b', 'c'].map((letter, index) => letter.repeat(index === 2 ? 10 : 100 * 1024));

async function initiate(local: LocalOss, query = 'uploads'): Promise<string> {
  const response = await sendSigned(local, {
    method: 'POST',
    key,
    query,
    headers: { 'content-type': 'text/x-mine', 'x-oss-meta-a': 'b' },
  });
  return xmlText(response.text, 'UploadId') ?? '';
}

function upload(local: LocalOss, uploadId: string, partNumber: number | string, body: string): Promise<TestResponse> {
  return sendSigned(local, { method: 'PUT', key, query: `partNumber=${partNumber}&uploadId=${uploadId}`, body });
}

async function uploadAll(local: LocalOss): Promise<{ uploadId: string; etags: string[] }> {
  const uploadId = await initiate(local);
  const responses = await Promise.all(parts.map((body, index) => upload(local, uploadId, index + 1, body)));
  return { uploadId, etags: responses.map((response) => response.headers['etag'] ?? '') };
}

function complete(local: LocalOss, uploadId: string, xml: string, headers = {}): Promise<TestResponse> {
  return sendSigned(local, { method: 'POST', key, query: `uploadId=${uploadId}`, body: xml, headers });
}

function listOf(etags: readonly string[], numbers = etags.map((_, index) => index + 1)): string {
  const elements = etags.map(
    (etag, index) => `<Part><PartNumber>${numbers[index]}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  return `<CompleteMultipartUpload>${elements.join('')}</CompleteMultipartUpload>`;
}

describe('multipart uploads', () => {
  it('default: initiate, upload, complete', async () => {
    const local = await startTestOss();
    const { uploadId, etags } = await uploadAll(local);
    const completed = await complete(local, uploadId, listOf(etags));
    const whole = await local.putObject({ bucket: 'examplebucket', key: 'at once', body: parts.join('') });
    expect(completed).toMatchObject({
      status: 200,
      headers: { 'x-oss-hash-crc64ecma': whole.crc64, etag: expect.stringMatching(/^"[0-9A-F]{32}-3"$/) },
    });
    expect(xmlText(completed.text, 'Bucket')).toBe('examplebucket');
    expect(xmlText(completed.text, 'Key')).toBe(key);
    expect(xmlText(completed.text, 'Location')).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/examplebucket\/dir\/big%20file\.bin$/,
    );
    const response = await send(local, { target: presign({ key }) });
    expect(response).toMatchObject({
      text: parts.join(''),
      headers: {
        etag: completed.headers['etag'],
        'content-type': 'text/x-mine',
        'x-oss-meta-a': 'b',
        'x-oss-object-type': 'Multipart',
        'x-oss-hash-crc64ecma': whole.crc64,
      },
    });
    expect(response.headers).not.toHaveProperty('content-md5');
  });

  it('behavior: a range across two parts', async () => {
    const local = await startTestOss();
    const { uploadId, etags } = await uploadAll(local);
    await complete(local, uploadId, listOf(etags));
    const range = `bytes=${100 * 1024 - 2}-${100 * 1024 + 1}`;
    expect((await send(local, { target: presign({ key }), headers: { range } })).text).toBe('aabb');
  });

  it('behavior: ETags with quotes, without quotes and with entities', async () => {
    const local = await startTestOss();
    for (const quote of ['"', '', '&quot;', '&#34;']) {
      const { uploadId, etags } = await uploadAll(local);
      const quoted = etags.map((etag) => etag.replaceAll('"', quote));
      expect((await complete(local, uploadId, listOf(quoted))).status).toBe(200);
    }
  });

  it('behavior: a part that is uploaded again', async () => {
    const local = await startTestOss();
    const uploadId = await initiate(local);
    await upload(local, uploadId, 1, 'first');
    const { headers } = await upload(local, uploadId, 1, 'second');
    await complete(local, uploadId, listOf([headers['etag'] ?? '']));
    expect((await send(local, { target: presign({ key }) })).text).toBe('second');
  });

  it('option: x-oss-complete-all', async () => {
    const local = await startTestOss();
    const { uploadId, etags } = await uploadAll(local);
    const headers = { 'x-oss-complete-all': 'yes' };
    const both = await complete(local, uploadId, listOf(etags), headers);
    expect(both).toMatchObject({ status: 400, headers: { 'x-oss-ec': '0042-00000216' } });
    expect(xmlText(both.text, 'Code')).toBe('InvalidArgument');
    expect((await complete(local, uploadId, '', headers)).status).toBe(200);
    expect((await send(local, { target: presign({ key }) })).text).toBe(parts.join(''));
  });

  it('option: encoding-type', async () => {
    const local = await startTestOss();
    const response = await sendSigned(local, { method: 'POST', key, query: 'uploads&encoding-type=url' });
    expect(xmlText(response.text, 'Key')).toBe('dir%2Fbig%20file.bin');
    expect(xmlText(response.text, 'EncodingType')).toBe('url');
  });

  it('behavior: ListParts in pages', async () => {
    const local = await startTestOss();
    const { uploadId } = await uploadAll(local);
    const first = await sendSigned(local, { key, query: `uploadId=${uploadId}&max-parts=2` });
    expect(first.text.match(/<PartNumber>\d/g)).toEqual(['<PartNumber>1', '<PartNumber>2']);
    expect(xmlText(first.text, 'IsTruncated')).toBe('true');
    const marker = xmlText(first.text, 'NextPartNumberMarker');
    const second = await sendSigned(local, { key, query: `uploadId=${uploadId}&part-number-marker=${marker}` });
    expect(xmlText(second.text, 'PartNumber')).toBe('3');
    expect(xmlText(second.text, 'Size')).toBe('10');
    expect(xmlText(second.text, 'IsTruncated')).toBe('false');
  });

  it('behavior: an aborted upload does not exist anymore', async () => {
    const local = await startTestOss();
    const { uploadId, etags } = await uploadAll(local);
    const query = `uploadId=${uploadId}`;
    expect((await sendSigned(local, { method: 'DELETE', key, query })).status).toBe(204);
    for (const response of [
      await complete(local, uploadId, listOf(etags)),
      await upload(local, uploadId, 4, 'x'),
      await sendSigned(local, { key, query }),
      await sendSigned(local, { method: 'DELETE', key, query }),
    ]) {
      expect(response.status).toBe(404);
      expect(xmlText(response.text, 'Code')).toBe('NoSuchUpload');
      expect(xmlText(response.text, 'Message')).toBe(
        'The specified upload does not exist. The upload ID may be invalid, ' +
          'or the upload may have been aborted or completed.',
      );
    }
  });

  it.each([
    ['InvalidPart', (etags: readonly string[]) => listOf([...etags.slice(0, 2), `"${'0'.repeat(32)}"`])],
    ['InvalidPart', (etags: readonly string[]) => listOf(etags, [1, 2, 4])],
    ['InvalidPartOrder', (etags: readonly string[]) => listOf(etags, [1, 3, 2])],
    ['EntityTooSmall', (etags: readonly string[]) => listOf([etags[0] ?? '', etags[2] ?? '', last], [1, 3, 4])],
    ['MalformedXML', () => 'not XML'],
    ['MalformedXML', () => ''],
    ['MalformedXML', () => '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///x">]><CompleteMultipartUpload/>'],
    ['MalformedXML', () => '<CompleteMultipartUpload/>'],
  ])('error: %s', async (code, list) => {
    const local = await startTestOss();
    const { uploadId, etags } = await uploadAll(local);
    await upload(local, uploadId, 4, 'last');
    const response = await complete(local, uploadId, list(etags));
    expect(response.status).toBe(400);
    expect(xmlText(response.text, 'Code')).toBe(code);
  });

  it.each(['0', '10001', 'STR', ''])('error: part number "%s"', async (partNumber) => {
    const local = await startTestOss();
    const response = await upload(local, await initiate(local), partNumber, 'x');
    expect(response).toMatchObject({ status: 400, headers: { 'x-oss-ec': '0017-00000220' } });
    expect(xmlText(response.text, 'Message')).toBe('Part number must be an integer between 1 and 10000, inclusive.');
  });
});

const last = createHash('md5').update('last').digest('hex').toUpperCase();
