import { definePlugin, type Plugin } from '@ossferry/contract';
import { v1Signer } from '@ossferry/core-signer';
import { describe, expect, it } from 'vitest';
import { getObject } from './index.ts';
import { testClient } from './kernel/kernel.test-support.ts';

// The plugin of docs/write-a-plugin/signer.md, used.
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

  it('behavior: the plan shows who signs', () => {
    expect(client.describe()).toContain('presign signer (query): v1-for-buckets(v4)');
  });
});
