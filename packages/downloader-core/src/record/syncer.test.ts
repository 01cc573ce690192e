import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSyncer } from './syncer.ts';

const mebibyte = 1024 * 1024;

/** A disk whose syncs the test completes. */
function createDisk() {
  const running: { readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const synced: number[] = [];
  const failures: unknown[] = [];
  const syncer = createSyncer({
    sync: () => new Promise((resolve, reject) => running.push({ end: resolve, fail: reject })),
    onSynced: (bytes) => synced.push(bytes),
    onFailure: (error) => failures.push(error),
  });
  return { syncer, running, synced, failures };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('createSyncer', () => {
  // Only these: other files of the same worker may still use the rest, which `getTimerCount` would count.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('default: syncs few bytes after a delay, many immediately', async () => {
    const { syncer, running, synced } = createDisk();
    syncer.written(mebibyte);
    expect(running).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(running).toHaveLength(1);
    running[0]?.end();
    await settle();
    expect(synced).toEqual([mebibyte]);
    syncer.written(64 * mebibyte);
    expect(running).toHaveLength(2);
  });

  it('behavior: a sync does not count bytes written during it', async () => {
    const { syncer, running, synced } = createDisk();
    syncer.written(64 * mebibyte);
    syncer.written(mebibyte);
    running[0]?.end();
    await settle();
    expect(synced).toEqual([64 * mebibyte]);
  });

  it('behavior: syncs a single byte', async () => {
    const { syncer, running, synced } = createDisk();
    syncer.written(1);
    const finished = syncer.finish();
    running[0]?.end();
    await finished;
    expect(synced).toEqual([1]);
  });

  it('behavior: one sync runs at a time', async () => {
    const { syncer, running } = createDisk();
    for (let count = 0; count < 10; count += 1) syncer.written(64 * mebibyte);
    await vi.advanceTimersByTimeAsync(5000);
    expect(running).toHaveLength(1);
  });

  it('behavior: finish waits until everything is synced, and leaves no timer', async () => {
    const { syncer, running, synced } = createDisk();
    syncer.written(64 * mebibyte);
    syncer.written(5);
    const finished = syncer.finish();
    running[0]?.end();
    await settle();
    running[1]?.end();
    await finished;
    expect(synced.at(-1)).toBe(64 * mebibyte + 5);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('behavior: one sync runs at a time during finish', async () => {
    const { syncer, running, synced } = createDisk();
    syncer.written(64 * mebibyte);
    syncer.written(40 * mebibyte); // Enough to start another sync when the first one ends.
    const finished = syncer.finish();
    running[0]?.end();
    await settle();
    expect(running).toHaveLength(2);
    running[1]?.end();
    await finished;
    expect(synced).toEqual([64 * mebibyte, 104 * mebibyte]);
  });

  it('error: a failed sync is reported immediately, and again by finish', async () => {
    const { syncer, running, failures } = createDisk();
    syncer.written(64 * mebibyte);
    running[0]?.fail(new Error('i/o'));
    await settle();
    expect(failures).toEqual([new Error('i/o')]);
    syncer.written(64 * mebibyte);
    await vi.advanceTimersByTimeAsync(1000);
    expect(running).toHaveLength(1);
    await expect(syncer.finish()).rejects.toBe(failures[0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('error: a sync fails during finish', async () => {
    const { syncer, running } = createDisk();
    syncer.written(64 * mebibyte);
    syncer.written(40 * mebibyte);
    const finished = expect(syncer.finish()).rejects.toEqual(new Error('i/o'));
    running[0]?.end();
    await settle();
    running[1]?.fail(new Error('i/o'));
    await finished;
  });
});
