import { expect, it } from 'vitest';
import { describeInBrowsers, mebibyte, quickRetry } from './lab.test-support.ts';

const options = { partSizeBytes: mebibyte, parallel: 3, retry: quickRetry } as const;

/**
 * Looks to a page like a connection that breaks before the response. A real break would be retried by the browser on a reused
 * connection.
 */
const unreadable = { type: 'change-headers', headers: { 'access-control-allow-origin': null } } as const;

describeInBrowsers('CORS', (lab) => {
  const downloadAll = async (key: string, { bucket }: { bucket?: string } = {}) => {
    const urls = [await lab.presign(key, bucket)];
    return lab.tab.run('download', { urls, place: { kind: 'opfs', name: key }, options });
  };

  it('error: a bucket without a CORS rule; the error contains the rule', async () => {
    await lab.store('closed', 10, 'closed');
    const outcome = await downloadAll('closed', { bucket: 'closed' });
    expect(outcome.error).toMatchObject({ code: 'CorsRefused', phase: 'connect', retryable: false });
    expect(outcome.error?.['advice']).toContain(`Source ${lab.server.origin}`);
    expect(outcome.error?.['advice']).toContain('Allowed Headers range, if-match');
  });

  it('error: a CORS rule that does not allow If-Match', async () => {
    await lab.store('unpinnable', 9 * mebibyte, 'unpinnable');
    const outcome = await downloadAll('unpinnable', { bucket: 'unpinnable' });
    expect(outcome.error).toMatchObject({ code: 'CorsRefused' });
    expect(outcome.error?.['message']).toContain('if-match');
  });

  it('behavior: several connections that break at once are not attributed to CORS', async () => {
    const sha256 = await lab.store('burst', 9 * mebibyte);
    // The first request had no If-Match, so the headers of the others have never succeeded.
    const broken = new Set<string | undefined>();
    lab.fault((_, { headers: { range, 'if-match': pin } }) => {
      if (pin === undefined || broken.has(range) || broken.size === 2) return undefined;
      broken.add(range);
      return unreadable;
    });
    const outcome = await downloadAll('burst');
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64' } });
    expect(broken.size).toBe(2);
  });

  it.each([
    ['breaks', unreadable],
    ['is refused', { type: 'respond', status: 503, error: { code: 'SlowDown', message: 'Please slow down.' } }],
  ] as const)('behavior: with a hidden Content-Range, a request for the size that %s is repeated', async (_, fault) => {
    const sha256 = await lab.store('sized', 9 * mebibyte, 'hidden');
    lab.fault((get) => (get === 2 ? fault : undefined));
    const outcome = await downloadAll('sized', { bucket: 'hidden' });
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256 });
    expect(await lab.tab.run('discard', 'sized')).toBeNull();
  });

  it('behavior: hidden headers cause warnings, but the download completes', async () => {
    const sha256 = await lab.store('hidden', 9 * mebibyte, 'hidden');
    const outcome = await downloadAll('hidden', { bucket: 'hidden' });
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'length' } });
    const warnings = outcome.events.filter(({ type }) => type === 'warning');
    expect(warnings.map(({ code }) => code).sort()).toEqual([
      'ClockUnknown',
      'NotPinned',
      'NotVerified',
      'RangeUnproven',
    ]);
    for (const { message } of warnings) expect(message).toContain('exposed headers');
  });
});
