import { expect, it } from 'vitest';
import { describeInBrowsers, mebibyte, quickRetry } from './lab.test-support.ts';

const options = { partSizeBytes: mebibyte, parallel: 3, retry: quickRetry } as const;
const sizeBytes = 24 * mebibyte;

describeInBrowsers('resume', (lab) => {
  const bytesSent = () => lab.gets().reduce((sum, request) => sum + request.bytesSent, 0);

  /** Starts a download that goes slowly, and returns in the middle of it. */
  const beginHalf = async (key: string) => {
    const sha256 = await lab.store(key, sizeBytes);
    const job = { urls: [await lab.presign(key)], place: { kind: 'opfs', name: key }, options } as const;
    slow();
    await lab.tab.run('start', job);
    await lab.tab.run('whenDurable', 6 * mebibyte);
    return { sha256, job };
  };

  const slow = () => lab.fault((get) => (get > 6 ? { type: 'drip', chunkBytes: 64 * 1024, pauseMs: 60 } : undefined));

  const finish = async ({ sha256, job }: Awaited<ReturnType<typeof beginHalf>>) => {
    lab.fault(() => undefined);
    lab.local.clearRequests();
    const outcome = await lab.tab.run('download', job);
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64', sizeBytes } });
    const resumedBytes = Number(outcome.summary?.['resumedBytes']);
    expect(resumedBytes).toBeGreaterThanOrEqual(6 * mebibyte);
    expect(bytesSent()).toBe(sizeBytes - resumedBytes);
  };

  it('default: a paused download goes on', async () => {
    const sha256 = await lab.store('paused', sizeBytes);
    const job = { urls: [await lab.presign('paused')], place: { kind: 'opfs', name: 'paused' }, options } as const;
    slow();
    const paused = await lab.tab.run('download', { ...job, abortAtBytes: 6 * mebibyte });
    expect(paused.error).toMatchObject({ name: 'AbortError' });
    await finish({ sha256, job });
  });

  it('behavior: after a reload', async () => {
    const begun = await beginHalf('reloaded');
    await lab.tab.reload();
    await finish(begun);
  });

  it('behavior: after the browser was killed', async () => {
    const begun = await beginHalf('killed');
    await lab.killAndRestart();
    await finish(begun);
  });

  it('behavior: a picked file with a stage goes on too', async () => {
    const sha256 = await lab.store('staged', sizeBytes);
    const place = { kind: 'picked-file', name: 'staged', stageName: 'stage' } as const;
    const job = { urls: [await lab.presign('staged')], place, options };
    slow();
    await lab.tab.run('download', { ...job, abortAtBytes: 6 * mebibyte });
    lab.fault(() => undefined);
    expect(await lab.tab.run('sizeOf', 'staged')).toBe(0);
    const outcome = await lab.tab.run('download', job);
    expect(outcome).toMatchObject({ sha256 });
    expect(Number(outcome.summary?.['resumedBytes'])).toBeGreaterThanOrEqual(6 * mebibyte);
  });

  it('behavior: what came already needs no more room', async () => {
    const begun = await beginHalf('held');
    await lab.tab.reload();
    // Not every browser says how much room there is for certain: here it is what came and one mebibyte more.
    await lab.tab.evaluate(
      `navigator.storage.estimate = async () => ({ usage: ${sizeBytes}, quota: ${sizeBytes + mebibyte} }); undefined`,
    );
    expect(await lab.tab.run('choose', 'held', sizeBytes, ['opfs'])).toBe('opfs');
    expect(await lab.tab.run('choose', 'other', sizeBytes, ['opfs'])).toMatchObject({ code: 'NoDestinationFits' });
    expect(await lab.tab.run('list')).not.toContain('other');
    await finish(begun);
    await lab.tab.reload();
  });

  it('error: an object replaced between two runs is not mixed in', async () => {
    const { job } = await beginHalf('between');
    await lab.tab.reload();
    await lab.store('between', sizeBytes);
    lab.fault(() => undefined);
    expect(await lab.tab.run('download', job)).toMatchObject({ error: { code: 'ObjectChanged' } });
    expect(await lab.tab.run('list')).not.toContain('between');
  });

  it('error: two tabs on one download exclude each other', async () => {
    const { job } = await beginHalf('shared');
    const other = await lab.openTab();
    expect(await other.run('download', job)).toMatchObject({ error: { code: 'DestinationBusy', phase: 'disk' } });
    expect(await other.run('discard', 'shared')).toMatchObject({ code: 'DestinationBusy' });
    await other.close();
    await lab.tab.reload();
    expect(await lab.tab.run('discard', 'shared')).toBeNull();
    expect(await lab.tab.run('list')).not.toContain('shared.ossferry');
  });
});
