import { createClient, getObject, type PresignOptions } from '@ossferry/client';
import { describeMiddleware } from '@ossferry/testkit';
import { describe, expect, it } from 'vitest';
import { presignPolicy } from './presign-policy.ts';

const now = () => Date.parse('2026-01-02T03:04:05.678Z');
const policy = presignPolicy({ bucket: 'examplebucket', prefix: 'public/', maxLifetimeSeconds: 600, now });
const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };
const oss = createClient({ region: 'cn-hangzhou', credentials, plugins: [policy], now });

function presign(key: string, options: PresignOptions, bucket = 'examplebucket') {
  return oss.presign(getObject({ bucket, key }), options);
}

describeMiddleware({ describe, it }, 'presign', policy, {
  name: 'presignPolicy',
  request: { bucket: 'examplebucket', key: 'public/a.txt' },
});

describe('presignPolicy', () => {
  it('default: returns a URL within the limits', async () => {
    const { url } = await presign('public/report.pdf', { expires: 600 });
    expect(url).toContain('/public/report.pdf?');
  });

  it.each([
    ['the prefix in the middle', 'private/public/report.pdf', 'examplebucket'],
    ['the prefix without its slash', 'publicity.pdf', 'examplebucket'],
    ['another bucket', 'public/report.pdf', 'otherbucket'],
  ])('error: %s', async (_, key, bucket) => {
    const refusal = { name: 'OssError', code: 'PrefixNotAllowed', phase: 'config' };
    await expect(presign(key, { expires: 60 }, bucket)).rejects.toMatchObject(refusal);
  });

  it.each<[string, PresignOptions]>([
    ['a long lifetime', { expires: 601 }],
    ['a late expiration', { expiration: new Date('2026-01-03') }],
    ['the default of 15 minutes', {}],
    ['a short lifetime and a long signing window', { expires: 600, signingWindowSeconds: 600 }],
  ])('error: %s', async (_, options) => {
    await expect(presign('public/report.pdf', options)).rejects.toMatchObject({ code: 'LifetimeNotAllowed' });
  });
});
