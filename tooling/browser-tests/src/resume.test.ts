import { expect, it } from 'vitest';
import { describeInBrowsers, mebibyte, quickRetry } from './lab.test-support.ts';

const options = { partSizeBytes: mebibyte, parallel: 3, retry: quickRetry } as const;
const sizeBytes = 12 * mebibyte;

describeInBrowsers('resume', (lab) => {
  const bytesSent = () => lab.gets().reduce((sum, request) => sum + request.bytesSent, 0);

  /** Starts a slow download and returns when a quarter of it is durable. */
  const startPartial = async (key: string) => {
    const sha256 = await lab.store(key, sizeBytes);
    const job = { urls: [await lab.presign(key)], place: { kind: 'opfs', name: key }, options } as const;
    slow();
    await lab.tab.run('start', job);
    await lab.tab.run('whenDurable', 6 * mebibyte);
    return { sha256, job };
  };

  const slow = () => lab.fault((get) => (get > 6 ? { type: 'drip', chunkBytes: 64 * 1024, pauseMs: 120 } : undefined));

  const finish = async ({ sha256, job }: Awaited<ReturnType<typeof startPartial>>) => {
    lab.fault(() => undefined);
    lab.local.clearRequests();
    const outcome = await lab.tab.run('download', job);
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64', sizeBytes } });
    const resumedBytes = Number(outcome.summary?.['resumedBytes']);
    expect(resumedBytes).toBeGreaterThanOrEqual(6 * mebibyte);
    expect(bytesSent()).toBe(sizeBytes - resumedBytes);
  };

  it('default: a paused download resumes', async () => {
    const sha256 = await lab.store('paused', sizeBytes);
    const job = { urls: [await lab.presign('paused')], place: { kind: 'opfs', name: 'paused' }, options } as const;
    slow();
    const paused = await lab.tab.run('download', { ...job, abortAtBytes: 6 * mebibyte });
    expect(paused.error).toMatchObject({ name: 'AbortError' });
    await finish({ sha256, job });
  });

  it('behavior: a download that is aborted at the end is either complete or resumes', async () => {
    const sha256 = await lab.store('end', sizeBytes);
    const job = { urls: [await lab.presign('end')], place: { kind: 'opfs', name: 'end' }, options } as const;
    const outcome = await lab.tab.run('download', { ...job, abortAtBytes: sizeBytes });
    const hasFile = (await lab.tab.run('list')).includes('end');
    expect(hasFile).toBe(outcome.error === undefined);
    if (!hasFile) await finish({ sha256, job });
  });

  it('behavior: after a reload', async () => {
    const started = await startPartial('reloaded');
    await lab.tab.reload();
    await finish(started);
  });

  it('behavior: after the browser was killed', async () => {
    const started = await startPartial('killed');
    await lab.killAndRestart();
    await finish(started);
  });

  it('behavior: a picked file with a stage resumes', async () => {
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

  it('behavior: received data does not need space again', async () => {
    const started = await startPartial('held');
    await lab.tab.reload();
    // A fake estimate, since real ones are inexact: the unfinished download uses its full size, and 1 MiB is free.
    await lab.tab.evaluate(
      `navigator.storage.estimate = async () => ({ usage: ${sizeBytes}, quota: ${sizeBytes + mebibyte} }); undefined`,
    );
    expect(await lab.tab.run('choose', 'held', sizeBytes, ['opfs'])).toBe('opfs');
    expect(await lab.tab.run('choose', 'other', sizeBytes, ['opfs'])).toMatchObject({ code: 'NoDestinationFits' });
    expect(await lab.tab.run('list')).not.toContain('other');
    await finish(started);
    await lab.tab.reload();
  });

  it('error: an object replaced between two runs', async () => {
    const { job } = await startPartial('between');
    await lab.tab.reload();
    await lab.store('between', sizeBytes);
    lab.fault(() => undefined);
    expect(await lab.tab.run('download', job)).toMatchObject({ error: { code: 'ObjectChanged' } });
    expect(await lab.tab.run('list')).not.toContain('between');
  });

  it('error: a download that is running in another tab', async () => {
    const { job } = await startPartial('shared');
    const other = await lab.openTab();
    expect(await other.run('download', job)).toMatchObject({ error: { code: 'DestinationBusy', phase: 'disk' } });
    expect(await other.run('discard', 'shared')).toMatchObject({ code: 'DestinationBusy' });
    await other.close();
    await lab.tab.reload();
    expect(await lab.tab.run('discard', 'shared')).toBeNull();
    expect(await lab.tab.run('list')).not.toContain('shared.ossferry');
  });
});
