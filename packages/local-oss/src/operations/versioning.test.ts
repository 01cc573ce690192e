import { describe, expect, it } from 'vitest';
import { presign, send, sendSigned, startTestOss, type TestResponse, xmlText } from '../local-oss.test-support.ts';
import type { LocalOss } from '../local-oss.ts';

const bucket = 'versioned';
const key = 'file.txt';

function get(local: LocalOss, versionId?: string): Promise<TestResponse> {
  return send(local, {
    target: presign({ bucket, key, ...(versionId === undefined ? {} : { query: `versionId=${versionId}` }) }),
  });
}

function remove(local: LocalOss, versionId?: string): Promise<TestResponse> {
  const query = versionId === undefined ? {} : { query: `versionId=${versionId}` };
  return sendSigned(local, { method: 'DELETE', bucket, key, ...query });
}

describe('versioning', () => {
  it('default: versions are kept', async () => {
    const local = await startTestOss();
    const first = await sendSigned(local, { method: 'PUT', bucket, key, body: 'first' });
    const second = await sendSigned(local, { method: 'PUT', bucket, key, body: 'second' });
    const [one = '', two = ''] = [first, second].map((response) => response.headers['x-oss-version-id']);
    expect(one).not.toBe(two);
    expect(await get(local)).toMatchObject({ text: 'second', headers: { 'x-oss-version-id': two } });
    expect(await get(local, one)).toMatchObject({ text: 'first', headers: { 'x-oss-version-id': one } });
  });

  it('behavior: a delete marker hides the object and can be deleted', async () => {
    const local = await startTestOss();
    const { versionId } = await local.putObject({ bucket, key, body: 'content' });
    const deleted = await remove(local);
    const marker = deleted.headers['x-oss-version-id'] ?? '';
    expect(deleted).toMatchObject({ status: 204, headers: { 'x-oss-delete-marker': 'true' } });

    const hidden = await get(local);
    expect(hidden).toMatchObject({
      status: 404,
      headers: { 'x-oss-delete-marker': 'true', 'x-oss-version-id': marker },
    });
    expect(xmlText(hidden.text, 'Code')).toBe('NoSuchKey');

    const atMarker = await get(local, marker);
    expect(atMarker).toMatchObject({
      status: 405,
      headers: { allow: 'DELETE', 'x-oss-delete-marker': 'true', 'x-oss-version-id': marker },
    });
    expect(xmlText(atMarker.text, 'Code')).toBe('MethodNotAllowed');
    expect(xmlText(atMarker.text, 'Message')).toBe('The specified method is not allowed against this resource.');
    expect(xmlText(atMarker.text, 'Method')).toBe('GET');

    expect(await get(local, versionId)).toMatchObject({ status: 200, text: 'content' });
    expect(await remove(local, marker)).toMatchObject({ status: 204, headers: { 'x-oss-delete-marker': 'true' } });
    expect(await get(local)).toMatchObject({ status: 200, text: 'content' });
  });

  it('behavior: a deleted version does not exist anymore', async () => {
    const local = await startTestOss();
    const { versionId } = await local.putObject({ bucket, key, body: 'content' });
    expect(await remove(local, versionId)).toMatchObject({ status: 204, headers: { 'x-oss-version-id': versionId } });
    const response = await get(local, versionId);
    expect(response.status).toBe(404);
    expect(xmlText(response.text, 'Code')).toBe('NoSuchVersion');
  });

  it('behavior: null is the version ID of objects written before versioning or while it is suspended', async () => {
    const local = await startTestOss({ buckets: [bucket] });
    await local.putObject({ bucket, key, body: 'before' });
    local.putBucket({ name: bucket, versioning: 'Enabled' });
    await local.putObject({ bucket, key, body: 'enabled' });
    expect(await get(local, 'null')).toMatchObject({ text: 'before', headers: { 'x-oss-version-id': 'null' } });
    local.putBucket({ name: bucket, versioning: 'Suspended' });
    await local.putObject({ bucket, key, body: 'suspended' });
    expect(await get(local, 'null')).toMatchObject({ text: 'suspended' });
    local.deleteObject({ bucket, key });
    expect((await get(local)).headers).toMatchObject({ 'x-oss-version-id': 'null', 'x-oss-delete-marker': 'true' });
  });

  it('error: an empty version ID', async () => {
    const response = await get(await startTestOss(), '');
    expect(response.headers['x-oss-ec']).toBe('0012-00000201');
  });

  it('error: a version ID in a bucket without versioning', async () => {
    const local = await startTestOss();
    const target = presign({ key, query: 'versionId=CAEQ' });
    expect((await send(local, { target })).headers['x-oss-ec']).toBe('0012-00000301');
  });
});
