import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { mebibyte, setUpBench } from '../download.test-support.ts';
import type { BatchItem, BatchResult } from './batch-item.ts';
import { retryTooManyFiles } from './retry-too-many-files.ts';
import { createSemaphore } from './semaphore.ts';

/** Runs `count` items, each with one request and one millisecond, in a process that only supports `limit` at once. */
async function runItems(limit: number, count: number, code = 'TooManyFiles') {
  let running = 0;
  let runs = 0;
  let closed = 0;
  const most: number[] = [];
  const run = async (item: BatchItem): Promise<BatchResult> => {
    runs += 1;
    const counts = { item, requests: 1, durationMs: 1 };
    if (running === limit) {
      return { ...counts, status: 'failed', error: new OssError({ code, phase: 'disk', message: '' }) };
    }
    running += 1;
    most.push(running);
    await setImmediate();
    running -= 1;
    return { ...counts, status: 'skipped' };
  };
  const semaphore = createSemaphore(64);
  const runner = retryTooManyFiles(run, semaphore, () => {
    closed += 1;
  });
  const items = Array.from({ length: count }, (_, index) => ({
    source: 'https://h/k?a=b',
    destination: String(index),
  }));
  const results = await Promise.all(
    items.map(async (item) => {
      await semaphore.acquire();
      return runner(item).finally(semaphore.release);
    }),
  );
  return { results, runs, closed, most };
}

describe('retryTooManyFiles', () => {
  it('default: each item runs once if the process supports all items at once', async () => {
    const { results, runs, most } = await runItems(64, 200);
    expect(results.every(({ status }) => status === 'skipped')).toBe(true);
    expect([runs, Math.max(...most)]).toEqual([200, 64]);
  });

  it.each([1, 7, 63])(
    'behavior: with a limit of %i, every item succeeds, and the semaphore adapts to the limit',
    async (limit) => {
      const { results, runs, closed } = await runItems(limit, 300);
      expect(results.filter(({ status }) => status !== 'skipped')).toEqual([]);
      expect(results.map(({ item }) => item.destination)).toEqual(
        Array.from({ length: 300 }, (_, index) => `${index}`),
      );
      // Every failed run lowered the semaphore by one.
      expect(runs - 300).toBe(64 - limit);
      expect(closed).toBe(64 - limit);
      expect(results.reduce((sum, { requests }) => sum + requests, 0)).toBe(runs);
    },
  );

  it.each([1, 2])('behavior: the semaphore is not idle while %i items are retried', async (count) => {
    const semaphore = createSemaphore(2);
    let isIdle = false;
    const wasIdle: boolean[] = [];
    const runner = retryTooManyFiles(
      async (item) => {
        await setImmediate();
        wasIdle.push(isIdle);
        const error = new OssError({ code: 'TooManyFiles', phase: 'disk', message: '' });
        return { item, requests: 0, durationMs: 0, status: 'failed', error };
      },
      semaphore,
      () => undefined,
    );
    const runs = ['one', 'two'].slice(0, count).map((destination) => {
      void semaphore.acquire();
      return runner({ source: 'https://h/k?a=b', destination }).finally(semaphore.release);
    });
    void semaphore.whenIdle().then(() => {
      isIdle = true;
    });
    await Promise.all(runs);
    expect(new Set(wasIdle)).toEqual(new Set([false]));
    expect(wasIdle.length).toBeGreaterThan(count);
  });

  it('error: TooManyFiles if an item fails alone', async () => {
    const { results, runs } = await runItems(0, 100);
    expect(results.every(({ error }) => error?.code === 'TooManyFiles')).toBe(true);
    expect(runs).toBeLessThan(64 * 2 + 200);
  });

  it('error: other errors are not retried', async () => {
    const { results, runs } = await runItems(5, 100, 'DiskFull');
    expect(results.some(({ error }) => error?.code === 'DiskFull')).toBe(true);
    expect(runs).toBe(100);
  });
});

describe.skipIf(process.platform === 'win32')('a batch in a process that can open few files', () => {
  const bench = setUpBench();
  const script = fileURLToPath(new URL('./batch-child.test-support.ts', import.meta.url));

  it('behavior: small and large items all succeed', async () => {
    await bench.store('small', 5000);
    await bench.store('large', 20 * mebibyte);
    const items: BatchItem[] = [];
    for (let index = 0; index < 130; index += 1) {
      const source = await bench.presign({ key: index < 127 ? 'small' : 'large' });
      items.push({ source: source.url, destination: bench.path(`sub/${index}`) });
    }
    const list = bench.path('items.json');
    await writeFile(list, JSON.stringify(items));
    const program = [process.execPath, '--conditions=@ossferry/source', script, list];
    const { stdout } = await promisify(execFile)('sh', ['-c', 'ulimit -n 50 && exec "$@"', 'sh', ...program]);
    expect(JSON.parse(stdout)).toEqual({ done: 130, failed: 0, codes: [] });
  }, 60_000);
});
