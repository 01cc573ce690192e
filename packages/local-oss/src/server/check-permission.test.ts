import { describe, expect, it } from 'vitest';
import { account, presign, send, sendSigned, startTestOss, xmlText } from '../local-oss.test-support.ts';

const key = 'file.txt';

describe('anonymous requests', () => {
  it('default: may read a public bucket', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'public-bucket', key, body: 'content' });
    expect((await send(local, { target: '/public-bucket/file.txt' })).text).toBe('content');
  });

  it.each([
    ['read a private bucket', 'GET', '/examplebucket/file.txt'],
    ['write to a public bucket', 'PUT', '/public-bucket/file.txt'],
    ['delete from a public bucket', 'DELETE', '/public-bucket/file.txt'],
  ])('error: may not %s', async (_, method, target) => {
    const response = await send(await startTestOss(), { method, target });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0003-00000905' } });
    expect(xmlText(response.text, 'Code')).toBe('AccessDenied');
  });
});

describe('accounts', () => {
  it('option: permissions', async () => {
    const local = await startTestOss({ accounts: [{ ...account, permissions: ['read'] }] });
    const refused = await sendSigned(local, { method: 'PUT', key, body: '' });
    expect(refused).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0003-00000001' } });
    expect(xmlText(refused.text, 'Message')).toBe('You have no right to access this object.');
    expect((await sendSigned(local, { key })).status).toBe(404);
  });

  it('option: buckets', async () => {
    const local = await startTestOss({ accounts: [{ ...account, buckets: ['versioned'] }] });
    expect((await sendSigned(local, { key })).status).toBe(403);
    expect((await sendSigned(local, { key, bucket: 'versioned' })).status).toBe(404);
  });

  it('option: disabled', async () => {
    const local = await startTestOss({ accounts: [{ ...account, disabled: true }] });
    const response = await sendSigned(local, { key });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0003-00000801' } });
    expect(xmlText(response.text, 'Code')).toBe('UserDisable');
    expect(xmlText(response.text, 'BucketName')).toBe('examplebucket');
  });
});

describe('requester pays', () => {
  const buckets = [{ name: 'examplebucket', requestPayer: 'Requester' }] as const;

  it('default: the requester pays', async () => {
    const local = await startTestOss({ buckets });
    await local.putObject({ bucket: 'examplebucket', key, body: 'content' });
    const headers = { 'x-oss-request-payer': 'requester' };
    expect(await send(local, { target: presign({ key, headers }), headers })).toMatchObject({
      status: 200,
      headers: { 'x-oss-request-charged': 'requester' },
    });
  });

  it('error: no x-oss-request-payer', async () => {
    const response = await sendSigned(await startTestOss({ buckets }), { key });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0003-00000703' } });
    expect(xmlText(response.text, 'Code')).toBe('AccessDenied');
    expect(xmlText(response.text, 'Message')).toBe('Access denied for requester pay bucket');
    expect(xmlText(response.text, 'BucketName')).toBe('examplebucket');
  });
});
