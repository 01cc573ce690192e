import { expect, it } from 'vitest';
import { describeInBrowsers, mebibyte, quickRetry } from './lab.test-support.ts';

const options = { partSizeBytes: mebibyte, parallel: 3, retry: quickRetry } as const;

describeInBrowsers('download', (lab) => {
  it('default: to the origin private file system, whole and verified', async () => {
    const sha256 = await lab.store('plain', 12 * mebibyte);
    const urls = [await lab.presign('plain')];
    const outcome = await lab.tab.run('download', { urls, place: { kind: 'opfs', name: 'plain' }, options });
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64', resumedBytes: 0, retries: 0 } });
    expect(await lab.tab.run('list')).toContain('plain');
    expect(await lab.tab.run('list')).not.toContain('plain.ossferry');
  });
});
