import { definePlugin, type Plugin } from '@ossferry/contract';
import { v1Signer } from '@ossferry/core-signer';
import { describe, expect, it } from 'vitest';
import { getObject } from './index.ts';
import { startMs, testClient } from './kernel/kernel.test-support.ts';

// Tests the plugin in docs/write-a-plugin/signer.md.
function v1ForBuckets(buckets: ReadonlySet<string>): Plugin {
  const old = v1Signer();
  return definePlugin('v1-for-buckets', (host) => {
    host.wrap('signer', (standard) => ({
      header: (request, ...rest) => (buckets.has(request.bucket) ? old : standard).header(request, ...rest),
      query: (request, ...rest) => (buckets.has(request.bucket) ? old : standard).query(request, ...rest),
    }));
  });
}

describe('documented signer', () => {
  const client = testClient({ plugins: [v1ForBuckets(new Set(['oldbucket']))] });

  it.each([
    ['oldbucket', /[?&]Signature=/],
    ['examplebucket', /[?&]x-oss-signature=/],
  ])('behavior: %s is signed with its own version', async (bucket, signature) => {
    expect((await client.presign(getObject({ bucket, key: 'k' }))).url).toMatch(signature);
  });

  it('behavior: each version has its own maximum lifetime', async () => {
    const thirtyDays = { expires: 2_592_000 };
    const { expiration } = await client.presign(getObject({ bucket: 'oldbucket', key: 'k' }), thirtyDays);
    expect(expiration).toEqual(new Date(startMs + 2_592_000_000));
    await expect(client.presign(getObject({ bucket: 'examplebucket', key: 'k' }), thirtyDays)).rejects.toMatchObject({
      code: 'InvalidLifetime',
    });
  });

  it('error: a timestamp in milliseconds as lifetime, also with V1', async () => {
    const old = testClient({ signatureVersion: 'v1' });
    const running = old.presign(getObject({ bucket: 'oldbucket', key: 'k' }), { expires: startMs + 3_600_000 });
    await expect(running).rejects.toMatchObject({ code: 'InvalidLifetime' });
  });

  it("behavior: checks the signer's maximum lifetime before getting credentials", async () => {
    let calls = 0;
    const short = definePlugin('short', (host) => {
      host.provide('signer', { ...v1Signer(), maxExpiresInSeconds: 60 });
      host.wrap('credentials', (inner) => (request) => {
        calls += 1;
        return inner(request);
      });
    });
    const limited = testClient({ plugins: [short] });
    const request = getObject({ bucket: 'examplebucket', key: 'k' });
    await expect(limited.presign(request, { expires: 61 })).rejects.toMatchObject({
      code: 'InvalidLifetime',
      message: expect.stringContaining('longer than the signature allows: 60 seconds'),
    });
    expect(calls).toBe(0);
    expect((await limited.presign(request, { expires: 60 })).expiration).toEqual(new Date(startMs + 60_000));
  });

  it('behavior: describe() shows the signers', () => {
    expect(client.describe()).toContain('presign signer (query): v1-for-buckets(v4)');
  });
});
