import { describe, expect, it } from 'vitest';
import { presign, send, startTestOss, xmlText } from '../local-oss.test-support.ts';
import type { BucketOptions } from '../options/bucket-options.ts';

const key = 'file.txt';

async function startCors(bucket: Partial<BucketOptions> = {}) {
  const local = await startTestOss({
    buckets: [
      {
        name: 'examplebucket',
        cors: [
          { allowedOrigins: ['https://first.example.com'], allowedMethods: ['GET'], exposeHeaders: ['ETag'] },
          {
            allowedOrigins: ['https://*.example.com'],
            allowedMethods: ['GET', 'PUT'],
            allowedHeaders: ['X-Oss-*', 'range'],
            exposeHeaders: ['ETag', 'x-oss-request-id'],
            maxAgeSeconds: 600,
          },
        ],
        ...bucket,
      },
    ],
  });
  await local.putObject({ bucket: 'examplebucket', key, body: 'content' });
  return local;
}

describe('CORS', () => {
  it('default: the headers of the first matching rule', async () => {
    const local = await startCors();
    const first = await send(local, { target: presign({ key }), headers: { origin: 'https://first.example.com' } });
    expect(first.headers).toMatchObject({
      'access-control-allow-origin': 'https://first.example.com',
      'access-control-expose-headers': 'ETag',
    });
    expect(first.headers).not.toHaveProperty('vary');
    const second = await send(local, { target: presign({ key }), headers: { origin: 'https://app.example.com' } });
    expect(second.headers['access-control-expose-headers']).toBe('ETag, x-oss-request-id');
  });

  it('behavior: errors have CORS headers too, so that scripts can read the XML', async () => {
    const response = await send(await startCors(), {
      target: presign({ key: 'none' }),
      headers: { origin: 'https://app.example.com' },
    });
    expect(response).toMatchObject({
      status: 404,
      headers: { 'access-control-allow-origin': 'https://app.example.com' },
    });
  });

  it('behavior: another origin is served without CORS headers', async () => {
    const response = await send(await startCors(), {
      target: presign({ key }),
      headers: { origin: 'https://evil.test' },
    });
    expect(response.status).toBe(200);
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('behavior: a rule for all origins returns *', async () => {
    const local = await startCors({ cors: [{ allowedOrigins: ['*'], allowedMethods: ['GET'] }] });
    const response = await send(local, { target: presign({ key }), headers: { origin: 'https://any.test' } });
    expect(response.headers['access-control-allow-origin']).toBe('*');
  });

  it('option: corsResponseVary', async () => {
    const response = await send(await startCors({ corsResponseVary: true }), { target: presign({ key }) });
    expect(response.headers['vary']).toBe('Origin');
  });
});

describe('preflight', () => {
  const preflight = {
    origin: 'https://app.example.com',
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'x-oss-meta-a, Range',
  };

  it('default: allowed without a signature', async () => {
    const response = await send(await startCors(), {
      method: 'OPTIONS',
      target: `/examplebucket/${key}`,
      headers: preflight,
    });
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'x-oss-meta-a, range',
      'access-control-max-age': '600',
    });
  });

  it.each([
    ['another origin', { origin: 'https://evil.test' }],
    ['another method', { 'access-control-request-method': 'DELETE' }],
    ['another header', { 'access-control-request-headers': 'authorization' }],
  ])('error: %s', async (_, change) => {
    const headers = { ...preflight, ...change };
    const response = await send(await startCors(), { method: 'OPTIONS', target: `/examplebucket/${key}`, headers });
    expect(response.status).toBe(403);
    expect(xmlText(response.text, 'Code')).toBe('AccessForbidden');
    expect(xmlText(response.text, 'Message')).toMatch(/^CORSResponse: This CORS request is not allowed\./);
  });

  it('error: a bucket without rules', async () => {
    const response = await send(await startCors({ cors: [] }), {
      method: 'OPTIONS',
      target: `/examplebucket/${key}`,
      headers: preflight,
    });
    expect(response.status).toBe(403);
  });
});
