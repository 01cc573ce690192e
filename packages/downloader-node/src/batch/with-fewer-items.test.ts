import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { mebibyte, setUpBench } from '../download.test-support.ts';
import type { BatchItem, BatchResult } from './batch-item.ts';
import { withFewerItems } from './with-fewer-items.ts';

/** Runs `count` items, each of one request and one millisecond, in a process that has room for so many. */
async function runIn(room: number, count: number, code = 'TooManyFiles') {
  let underWay = 0;
  let runs = 0;
  let closed = 0;
  const most: number[] = [];
  const run = async (item: BatchItem): Promise<BatchResult> => {
    runs += 1;
    const counts = { item, requests: 1, durationMs: 1 };
    if (underWay === room) {
      return { ...counts, status: 'failed', error: new OssError({ code, phase: 'disk', message: '' }) };
    }
    underWay += 1;
    most.push(underWay);
    await setImmediate();
    underWay -= 1;
    return { ...counts, status: 'skipped' };
  };
  const runner = withFewerItems(run, {
    itemsAtOnce: 64,
    closeIdle() {
      closed += 1;
    },
  });
  const items = Array.from({ length: count }, (_, index) => ({
    source: 'https://h/k?a=b',
    destination: String(index),
  }));
  const results = await Promise.all(items.map(runner));
  return { results, runs: () => runs, closed: () => closed, most };
}

describe('withFewerItems', () => {
  it('default: where all have room, each is run once', async () => {
    const { results, runs, most } = await runIn(64, 200);
    expect(results.every(({ status }) => status === 'skipped')).toBe(true);
    expect([runs(), Math.max(...most)]).toEqual([200, 64]);
  });

  it.each([1, 7, 63])(
    'behavior: in a process with room for %i, every item comes, and later ones fit at once',
    async (room) => {
      const { results, runs, closed } = await runIn(room, 300);
      expect(results.filter(({ status }) => status !== 'skipped')).toEqual([]);
      expect(results.map(({ item }) => item.destination)).toEqual(
        Array.from({ length: 300 }, (_, index) => `${index}`),
      );
      // Every run too many took a place away for good.
      expect(runs() - 300).toBe(64 - room);
      expect(closed()).toBe(64 - room);
      expect(results.reduce((sum, { requests }) => sum + requests, 0)).toBe(runs());
    },
  );

  it('error: TooManyFiles stays where an item does not fit alone', async () => {
    const { results, runs } = await runIn(0, 100);
    expect(results.every(({ error }) => error?.code === 'TooManyFiles')).toBe(true);
    expect(runs()).toBeLessThan(64 * 2 + 200);
  });

  it('error: any other is no reason to try again', async () => {
    const { results, runs } = await runIn(5, 100, 'DiskFull');
    expect(results.some(({ error }) => error?.code === 'DiskFull')).toBe(true);
    expect(runs()).toBe(100);
  });
});

describe.skipIf(process.platform === 'win32')('a batch in a process that may open few files', () => {
  const bench = setUpBench();
  const script = new URL('./batch-child.test-support.ts', import.meta.url).pathname;

  it('behavior: brings every item, small and large ones', async () => {
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
