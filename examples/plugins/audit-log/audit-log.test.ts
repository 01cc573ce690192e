import { createClient, getObject } from '@ossferry/client';
import { startLocalOss } from '@ossferry/local-oss';
import { describeMiddleware } from '@ossferry/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { presignPolicy } from '../presign-policy/presign-policy.ts';
import { type AuditRecord, auditLog } from './audit-log.ts';

const account = { accessKeyId: 'canary-id', accessKeySecret: 'canary-secret' };
const report = getObject({ bucket: 'examplebucket', key: 'report.pdf' });

async function setUp(write?: () => void) {
  const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [account] });
  onTestFinished(() => local.close());
  await local.putObject({ bucket: 'examplebucket', key: 'report.pdf', body: 'content' });
  const records: AuditRecord[] = [];
  const policy = presignPolicy({ bucket: 'examplebucket', prefix: 'report', maxLifetimeSeconds: 900 });
  const oss = createClient({
    region: 'cn-hangzhou',
    endpoint: local.endpoint,
    credentials: account,
    plugins: [auditLog(write ?? ((record) => void records.push(record))), policy],
  });
  return { local, oss, records };
}

const silent = auditLog(() => undefined);
for (const ring of ['call', 'presign'] as const) {
  describeMiddleware({ describe, it }, ring, silent, { name: `auditLog: ${ring}` });
}

describe('auditLog', () => {
  it('default: records a request with its request ID', async () => {
    const { oss, records } = await setUp();
    const { headers } = await oss.send(report);
    expect(records).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        action: 'send',
        operation: 'GetObject',
        object: 'oss://examplebucket/report.pdf',
        durationMs: expect.any(Number),
        outcome: 'ok',
        status: 200,
        requestId: headers.get('x-oss-request-id'),
      },
    ]);
  });

  it('behavior: records a URL with its expiration', async () => {
    const { oss, records } = await setUp();
    const { expiration } = await oss.presign(report);
    expect(records).toMatchObject([{ action: 'presign', outcome: 'ok', expiration: expiration.toISOString() }]);
  });

  it('behavior: records refusals of OSS and of other plugins', async () => {
    const { oss, records } = await setUp();
    await expect(oss.send(getObject({ bucket: 'examplebucket', key: 'missing' }))).rejects.toMatchObject({
      code: 'NoSuchKey',
    });
    await expect(oss.presign(getObject({ bucket: 'examplebucket', key: 'other' }))).rejects.toMatchObject({
      code: 'PrefixNotAllowed',
    });
    expect(records).toMatchObject([
      { action: 'send', outcome: 'NoSuchKey', status: 404 },
      { action: 'presign', outcome: 'PrefixNotAllowed' },
    ]);
  });

  it('behavior: no entry contains a signature or a secret', async () => {
    const { oss, records } = await setUp();
    await oss.presign(report);
    await oss.send(report);
    expect(JSON.stringify(records)).not.toMatch(/canary|signature|OSS4/i);
  });

  it('error: returns no URL if it cannot be recorded', async () => {
    const failure = new Error('The disk is full.');
    const { oss } = await setUp(() => {
      throw failure;
    });
    await expect(oss.presign(report)).rejects.toBe(failure);
  });
});
