import { createHmac } from 'node:crypto';
import { createClient, getObject } from '@ossferry/client';
import { startLocalOss } from '@ossferry/local-oss';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kmsSigning } from './kms-signing.ts';

const account = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'canary-of-the-kms' };
const request = getObject({ bucket: 'examplebucket', key: 'a b.txt' });

/** Creates a client whose secret is in a KMS, and a local OSS with the same secret. */
async function setUp({ region = 'cn-hangzhou' } = {}) {
  let time = Date.parse('2026-01-02T23:30:00Z');
  const now = () => time;
  const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [account], now });
  onTestFinished(() => local.close());
  await local.putObject({ bucket: 'examplebucket', key: 'a b.txt', body: 'content' });
  const scopes: string[] = [];
  const deriveKey = async (scope: string): Promise<Uint8Array> => {
    scopes.push(scope);
    const hmac = (key: Buffer, part: string) => createHmac('sha256', key).update(part).digest();
    return scope.split('/').reduce(hmac, Buffer.from(`aliyun_v4${account.accessKeySecret}`));
  };
  const plugin = kmsSigning({ accessKeyId: account.accessKeyId, region, deriveKey, now });
  const oss = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, plugins: [plugin], now });
  const moveClock = (minutes: number) => {
    time += minutes * 60_000;
  };
  return { oss, scopes, moveClock };
}

describe('kmsSigning', () => {
  it('default: signs requests and URLs with one call of the KMS', async () => {
    const { oss, scopes } = await setUp();
    const [response, { url }] = await Promise.all([oss.send(request), oss.presign(request)]);
    expect(await response.text()).toBe('content');
    expect(await (await fetch(url)).text()).toBe('content');
    expect(scopes).toEqual(['20260102/cn-hangzhou/oss/aliyun_v4_request']);
  });

  it('behavior: derives the key of the next day early', async () => {
    const { oss, scopes, moveClock } = await setUp();
    await oss.send(request);
    for (const minutes of [20, 8, 4]) {
      moveClock(minutes);
      expect(await (await oss.send(request)).text()).toBe('content');
    }
    expect(scopes).toEqual(['20260102', '20260103'].map((day) => `${day}/cn-hangzhou/oss/aliyun_v4_request`));
  });

  it('error: SigningKeyMissing for another region', async () => {
    const { oss } = await setUp({ region: 'cn-beijing' });
    await expect(oss.presign(request)).rejects.toMatchObject({ code: 'SigningKeyMissing', phase: 'sign' });
  });
});
