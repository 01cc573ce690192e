import { createHmac } from 'node:crypto';
import { createClient, getObject } from '@ossferry/client';
import { startLocalOss } from '@ossferry/local-oss';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kmsSigning } from './kms-signing.ts';

const account = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'canary-of-the-kms' };
const request = getObject({ bucket: 'examplebucket', key: 'a b.txt' });

/** A client whose secret is in a KMS, and a local OSS that knows it too. */
async function setUp({ region = 'cn-hangzhou' } = {}) {
  let time = Date.parse('2026-01-02T23:30:00Z');
  const now = () => time;
  const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [account], now });
  onTestFinished(() => local.close());
  await local.putObject({ bucket: 'examplebucket', key: 'a b.txt', body: 'content' });
  const asked: string[] = [];
  const deriveKey = async (scope: string): Promise<Uint8Array> => {
    asked.push(scope);
    const hmac = (key: Buffer, word: string) => createHmac('sha256', key).update(word).digest();
    return scope.split('/').reduce(hmac, Buffer.from(`aliyun_v4${account.accessKeySecret}`));
  };
  const plugin = kmsSigning({ accessKeyId: account.accessKeyId, region, deriveKey, now });
  const oss = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, plugins: [plugin], now });
  const moveClock = (minutes: number) => {
    time += minutes * 60_000;
  };
  return { oss, asked, moveClock };
}

describe('kmsSigning', () => {
  it('default: requests and URLs are signed, and the KMS is asked once for all of them', async () => {
    const { oss, asked } = await setUp();
    const [response, { url }] = await Promise.all([oss.send(request), oss.presign(request)]);
    expect(await response.text()).toBe('content');
    expect(await (await fetch(url)).text()).toBe('content');
    expect(asked).toEqual(['20260102/cn-hangzhou/oss/aliyun_v4_request']);
  });

  it('behavior: the key of the next day is there before it begins', async () => {
    const { oss, asked, moveClock } = await setUp();
    await oss.send(request);
    for (const minutes of [20, 8, 4]) {
      moveClock(minutes);
      expect(await (await oss.send(request)).text()).toBe('content');
    }
    expect(asked).toEqual(['20260102', '20260103'].map((day) => `${day}/cn-hangzhou/oss/aliyun_v4_request`));
  });

  it('error: SigningKeyMissing for a region that the KMS was not asked for', async () => {
    const { oss } = await setUp({ region: 'cn-beijing' });
    await expect(oss.presign(request)).rejects.toMatchObject({ code: 'SigningKeyMissing', phase: 'sign' });
  });
});
