import { getEventListeners } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fetchTransport } from '@ossferry/client';
import type { DownloadEvent } from '@ossferry/downloader-core';
import type { Fault } from '@ossferry/local-oss';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from '../download.test-support.ts';
import type { BatchItem, BatchOptions, BatchResult } from './batch-item.ts';
import { downloadAll } from './download-all.ts';

const bench = setUpBench();

/** Stores `count` objects, and returns their items and bytes. */
async function storeMany(
  count: number,
  sizeBytes = 1000,
): Promise<{ readonly items: BatchItem[]; readonly bytes: Buffer[] }> {
  const items: BatchItem[] = [];
  const bytes: Buffer[] = [];
  for (let index = 0; index < count; index += 1) {
    const key = `many/${index}`;
    bytes.push(await bench.store(key, sizeBytes + index));
    items.push({ id: key, source: await bench.presign({ key }), destination: bench.path(`sub/${index}`) });
  }
  return { items, bytes };
}

async function run(items: Iterable<BatchItem> | AsyncIterable<BatchItem>, options: BatchOptions = {}) {
  const results: BatchResult[] = [];
  const onResult = (result: BatchResult) => void results.push(result);
  const summary = await downloadAll(items, { retry: quickRetry, onResult, ...options });
  const of = (id: string) => results.find(({ item }) => item.id === id);
  return { summary, results, of };
}

/** Runs each item when the previous one has ended. */
async function runInTurn(items: readonly (() => BatchItem | Promise<BatchItem>)[], options: BatchOptions) {
  const results: BatchResult[] = [];
  let onEnd = (): void => undefined;
  async function* inTurn() {
    for (const item of items) {
      const ended = new Promise<void>((resolve) => {
        onEnd = resolve;
      });
      yield await item();
      await ended;
    }
  }
  const onResult = (result: BatchResult): void => {
    results.push(result);
    onEnd();
  };
  await downloadAll(inTurn(), { retry: quickRetry, ...options, onResult });
  return results;
}

describe('downloadAll', () => {
  it('default: downloads every item, creates folders, and leaves no other files', async () => {
    const { items, bytes } = await storeMany(40);
    const { summary, results } = await run(items);
    expect(summary).toMatchObject({ done: 40, skipped: 0, failed: 0, requests: 40 });
    expect(summary.sizeBytes).toBe(bytes.reduce((sum, { length }) => sum + length, 0));
    for (const [index, expected] of bytes.entries()) {
      expect((await bench.read(`sub/${index}`)).equals(expected)).toBe(true);
    }
    expect(await bench.files()).toEqual(['sub']);
    expect(results.every(({ summary: one }) => one?.verified === 'crc64')).toBe(true);
  });

  it('behavior: hundreds of small items from one URL', async () => {
    const expected = await bench.store('small', 1000);
    const source = await bench.presign({ key: 'small' });
    const items = Array.from({ length: 300 }, (_, index) => ({ source, destination: bench.path(`sub/${index}`) }));
    const { summary } = await run(items);
    expect(summary).toMatchObject({ done: 300, failed: 0, requests: 300 });
    for (const index of items.keys()) expect((await bench.read(`sub/${index}`)).equals(expected)).toBe(true);
    expect(await readdir(bench.path('sub'))).toHaveLength(300);
  });

  it('behavior: items are only taken from the list when they can start', async () => {
    const { items } = await storeMany(30);
    let taken = 0;
    let over = 0;
    let most = 0;
    async function* lazily() {
      for (const item of items) {
        taken += 1;
        most = Math.max(most, taken - over);
        yield item;
      }
    }
    await run(lazily(), {
      parallelTotal: 2,
      onResult: () => {
        over += 1;
      },
    });
    expect(over).toBe(30);
    expect(most).toBeLessThanOrEqual(2 * 4 + 1);
  });

  it('behavior: a failed item does not stop the others', async () => {
    const { items } = await storeMany(5);
    const missing = { id: 'missing', source: await bench.presign({ key: 'nothing' }), destination: bench.path('no') };
    const refused = { id: 'refused', source: 'not a URL', destination: bench.path('no2') };
    const { summary, of } = await run([missing, refused, ...items]);
    expect(summary).toMatchObject({ done: 5, failed: 2 });
    expect(of('missing')).toMatchObject({ status: 'failed', requests: 1, error: { code: 'NoSuchKey' } });
    expect(of('refused')).toMatchObject({ status: 'failed', requests: 0, error: { code: 'InvalidUrl' } });
    expect(await bench.files()).toEqual(['sub']);
  });

  it.each([
    ['no destination', { source: 'https://host/key' }],
    ['a number for a destination', { source: 'https://host/key', destination: 5 }],
    ['a function for a destination', { source: 'https://host/key', destination: () => 'name' }],
    ['no source', { destination: 'name' }],
    ['null for a source', { source: null, destination: 'name' }],
    ['nothing at all', null],
  ])('error: InvalidItem for %s does not stop the others', async (_, wrong) => {
    const { items } = await storeMany(3);
    const { summary, results } = await run([wrong as unknown as BatchItem, ...items], { parallelTotal: 1 });
    expect(summary).toMatchObject({ done: 3, failed: 1 });
    const failed = results.find(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ item: wrong, requests: 0, error: { code: 'InvalidItem', phase: 'config' } });
    expect(await bench.files()).toEqual(['sub']);
  });

  it.each(['n\0', 'n/', 'n.ossferry'])('error: InvalidDestination for %j does not stop the others', async (name) => {
    const { items } = await storeMany(2);
    const wrong = { source: items[0]?.source ?? '', destination: bench.path(`new/${name}`) };
    const { summary, results } = await run([wrong, ...items], { parallelTotal: 1 });
    expect(summary).toMatchObject({ done: 2, failed: 1 });
    const failed = results.find(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ requests: 0, error: { code: 'InvalidDestination', phase: 'config' } });
    expect(await bench.files()).not.toContain('new');
  });

  it('option: stopOnFirstError rejects with the error, and stops running items', async () => {
    const { items } = await storeMany(30);
    const bad = { id: 'bad', source: await bench.presign({ key: 'nothing' }), destination: bench.path('no') };
    const results: BatchResult[] = [];
    const running = downloadAll([bad, ...items], {
      parallelTotal: 1,
      stopOnFirstError: true,
      onResult: (result) => void results.push(result),
    });
    await expect(running).rejects.toMatchObject({ code: 'NoSuchKey' });
    expect(results.filter(({ status }) => status === 'failed').map(({ item }) => item)).toEqual([bad]);
    expect(results.filter(({ status }) => status === 'done').length).toBeLessThan(10);
  });

  it('option: signal rejects with its reason; the next run continues', async () => {
    const { items } = await storeMany(20);
    const stop = new AbortController();
    const reason = new Error('enough');
    bench.fault((get) => (get > 5 ? { type: 'stall', afterBodyBytes: 0 } : undefined));
    const statuses: string[] = [];
    const onResult = ({ status }: BatchResult) => {
      statuses.push(status);
      if (statuses.length === 5) stop.abort(reason);
    };
    await expect(run(items, { parallelTotal: 2, signal: stop.signal, onResult })).rejects.toBe(reason);
    expect(statuses.slice(0, 5)).toEqual(Array(5).fill('done'));
    expect(new Set(statuses.slice(5))).toEqual(new Set(['stopped']));
    bench.local.setFaults(undefined);
    const { summary } = await run(items, { whenPresent: 'skip' });
    expect(summary).toMatchObject({ skipped: 5, done: 15, failed: 0 });
  });

  it('option: signal ends a batch whose list never yields its next item', async () => {
    const { items } = await storeMany(2);
    const stop = new AbortController();
    const reason = new Error('enough');
    async function* quiet() {
      yield* items;
      setImmediate(() => stop.abort(reason));
      await new Promise(() => undefined);
    }
    await expect(run(quiet(), { signal: stop.signal })).rejects.toBe(reason);
  });

  it('option: stopOnFirstError ends a batch whose list never yields its next item', async () => {
    async function* quiet() {
      yield { source: 'not a URL', destination: bench.path('no') };
      await new Promise(() => undefined);
    }
    await expect(run(quiet(), { stopOnFirstError: true })).rejects.toMatchObject({ code: 'InvalidUrl' });
  });

  it('behavior: an incomplete item resumes from its journal, in the same batch too', async () => {
    const bytes = await bench.store('large', 12 * mebibyte);
    const item = { source: await bench.presign({ key: 'large' }), destination: bench.path('large') };
    bench.fault((get) => (get > 4 ? { type: 'disconnect' } : undefined));
    const again = async () => {
      expect(await bench.files()).toEqual(['large.ossferry']);
      bench.local.setFaults(undefined);
      return item;
    };
    const results = await runInTurn([() => item, again], {
      partSizeBytes: mebibyte,
      parallel: 1,
      retry: { ...quickRetry, maxFailures: 1 },
      whenPresent: 'skip',
    });
    expect(results.map(({ status }) => status)).toEqual(['failed', 'done']);
    expect(results[1]?.summary?.resumedBytes).toBeGreaterThanOrEqual(3 * mebibyte);
    expect((await bench.read('large')).equals(bytes)).toBe(true);
  });

  it('behavior: once the disk was full, an object whose size does not fit costs no request', async () => {
    const urls: string[] = [];
    const sizeBytes = 2 ** 49;
    const item = (name: string) => ({ source: `http://host/${name}`, destination: bench.path(name) });
    const results = await runInTurn([() => item('a'), () => ({ ...item('b'), sizeBytes }), () => item('c')], {
      threads: 0,
      async transport({ url }) {
        urls.push(url);
        const headers = { 'content-range': `bytes 0-8388607/${sizeBytes}`, etag: '"A"' };
        return new Response(new ReadableStream(), { status: 206, headers });
      },
    });
    expect(results.map(({ error }) => error?.code)).toEqual(['DiskFull', 'DiskFull', 'DiskFull']);
    expect(urls).toEqual(['http://host/a', 'http://host/c']);
  });

  it('option: parallelTotal limits the streams of all items together', async () => {
    const items: BatchItem[] = [];
    for (const key of ['a', 'b', 'c']) {
      await bench.store(key, 12 * mebibyte);
      items.push({ source: await bench.presign({ key }), destination: bench.path(key) });
    }
    let now = 0;
    let most = 0;
    const transport = async (request: { url: string; headers: HeadersInit; signal?: AbortSignal }) => {
      now += 1;
      most = Math.max(most, now);
      const response = await fetch(request.url, { headers: request.headers, signal: request.signal ?? null });
      const body = new Response(response.body).arrayBuffer().finally(() => {
        now -= 1;
      });
      return new Response(await body, response);
    };
    await run(items, { parallelTotal: 3, parallel: 4, partSizeBytes: mebibyte, transport: transport as never });
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });

  it.each([
    ['sizeBytes', { sizeBytes: 7 }],
    ['crc64', { crc64: '1' }],
  ])('error: UnexpectedObject for another %s, without a file', async (_, expected) => {
    const { items } = await storeMany(1);
    const { results } = await run(items.map((item) => ({ ...item, ...expected })));
    expect(results[0]).toMatchObject({ status: 'failed', error: { code: 'UnexpectedObject', phase: 'verify' } });
    expect(await bench.files()).toEqual(['sub']);
    await expect(bench.read('sub/0')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each(['sent another', 'sent none'])(
    'option: crc64 is compared after a resume, if the server %s before',
    async (sent) => {
      const { items } = await storeMany(1, 10 * mebibyte);
      const hidden: Fault = { type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } };
      const stalled: Fault = { type: 'stall', afterBodyBytes: 3 * mebibyte };
      const stop = new AbortController();
      bench.fault(() => (sent === 'sent none' ? [hidden, stalled] : stalled));
      const onEvent = ({ type }: DownloadEvent) => type === 'progress' && stop.abort(new Error('enough'));
      await expect(run(items, { signal: stop.signal, parallel: 1, onEvent })).rejects.toThrow('enough');
      bench.fault(() => hidden);
      const { results } = await run(items.map((item) => ({ ...item, crc64: '1' })));
      expect(results[0]).toMatchObject({ status: 'failed', error: { code: 'UnexpectedObject' } });
    },
  );

  it.each([true, false])('option: crc64 is compared if the server sends none, with verify: %s', async (verify) => {
    const { items } = await storeMany(1);
    bench.fault(() => ({ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }));
    const listed = items.map((item) => ({ ...item, crc64: '1' }));
    const { results } = await run(listed, { verify });
    expect(results[0]).toMatchObject({
      status: 'failed',
      error: { code: 'UnexpectedObject', message: expect.stringContaining('its CRC-64 is not 1') },
    });
    expect(await bench.files()).not.toContain('0');
  });

  it('option: whenPresent', async () => {
    const { items, bytes } = await storeMany(1);
    await mkdir(bench.path('sub'));
    await writeFile(bench.path('sub/0'), 'mine');
    const sized = items.map((item) => ({ ...item, sizeBytes: 1000 }));
    const refused = (await run(items)).results[0]?.error;
    expect(refused?.toString() ?? '').toContain(`whenPresent: 'replace'`);
    const outcome = async (list: BatchItem[], whenPresent: BatchOptions['whenPresent']) => {
      const [result] = (await run(list, { whenPresent })).results;
      return result?.error?.code ?? result?.status;
    };
    expect(await outcome(items, 'fail')).toBe('DestinationExists');
    expect(await outcome(items, 'skip')).toBe('skipped');
    const folder = items.map((item) => ({ ...item, destination: bench.path('sub') }));
    expect(await outcome(folder, 'skip')).toBe('DestinationDiffers');
    expect(await outcome(sized, 'skip')).toBe('DestinationDiffers');
    expect(
      await outcome(
        items.map((item) => ({ ...item, crc64: '5' })),
        'skip',
      ),
    ).toBe('DestinationDiffers');
    expect((await bench.read('sub/0')).toString()).toBe('mine');
    expect(await outcome(sized, 'replace')).toBe('done');
    expect((await bench.read('sub/0')).equals(bytes[0] as Buffer)).toBe(true);
    const { crc64 } = (await run(items, { whenPresent: 'replace' })).results[0]?.summary ?? {};
    expect(
      await outcome(
        sized.map((item) => ({ ...item, crc64 })),
        'skip',
      ),
    ).toBe('skipped');
  });

  it('option: whenPresent skip, if another batch downloads the file in the meantime', async () => {
    const { items, bytes } = await storeMany(1);
    const sized = items.map((item) => ({ ...item, sizeBytes: 1000 }));
    const race = async (theirs: Buffer | string) => {
      await rm(bench.path('sub/0'), { force: true });
      const onEvent = (event: DownloadEvent, { destination }: BatchItem) => {
        if (event.type === 'started') writeFileSync(destination, theirs);
      };
      const [result] = (await run(sized, { whenPresent: 'skip', onEvent })).results;
      return result?.error?.code ?? result?.status;
    };
    expect(await race(bytes[0] as Buffer)).toBe('skipped');
    expect(await race('another')).toBe('DestinationDiffers');
  });

  it.each([
    ['before the headers', undefined],
    ['in the body', 500],
  ])('behavior: a request that fails %s is counted once', async (_, afterBodyBytes) => {
    const { items } = await storeMany(1);
    bench.fault((get) => (get === 1 ? { type: 'disconnect', afterBodyBytes } : undefined));
    const [result] = (await run(items)).results;
    expect(result).toMatchObject({ status: 'done', requests: 2, summary: { requests: 2, retries: 1 } });
  });

  it.each([
    ['small', 1000],
    ['large', 2 * mebibyte],
  ])(
    'behavior: waits for a host that has responded before if its name becomes unknown (%s objects)',
    async (_, sizeBytes) => {
      const { items } = await storeMany(5, sizeBytes);
      const send = fetchTransport();
      let requests = 0;
      const transport: typeof send = (request) => {
        requests += 1;
        const isGone = requests > 2 && requests < 20;
        return isGone ? Promise.reject(Object.assign(new Error('gone'), { code: 'ENOTFOUND' })) : send(request);
      };
      const retry = { baseDelayMs: 1, maxDelayMs: 1 };
      const { summary } = await run(items, { transport, retry, parallelTotal: 1 });
      expect(summary).toMatchObject({ done: 5, failed: 0 });
      requests = 3;
      const { results } = await run(items, { transport, retry, whenPresent: 'replace' });
      expect(results[0]).toMatchObject({ status: 'failed', error: { code: 'HostNotFound' } });
    },
  );

  it('error: an error of the list ends the batch, after its running items', async () => {
    const { items } = await storeMany(2);
    const failure = new Error('bad list');
    async function* failing() {
      yield* items;
      throw failure;
    }
    await expect(run(failing())).rejects.toBe(failure);
    expect((await bench.read('sub/1')).length).toBe(1001);
  });

  it('option: signal ends the batch even if onResult never resolves', async () => {
    const { items } = await storeMany(3);
    const stop = new AbortController();
    const reason = new Error('enough');
    let results = 0;
    const onResult = (): Promise<void> => {
      results += 1;
      if (results === 3) stop.abort(reason);
      return new Promise(() => undefined);
    };
    await expect(run(items, { signal: stop.signal, onResult })).rejects.toBe(reason);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('full'))],
  ])('error: an onEvent that %s ends the batch with its error', async (_, onEvent) => {
    const { items } = await storeMany(3);
    await expect(run(items, { onEvent })).rejects.toMatchObject({ name: 'Error', message: 'full' });
  });

  it('error: an onResult that rejects ends the batch with its error', async () => {
    const { items } = await storeMany(2);
    const failure = new Error('full');
    await expect(run(items, { onResult: () => Promise.reject(failure) })).rejects.toBe(failure);
  });

  it.each([{ source: 'https://b.example/k', destination: 'k' }, 'k', null])(
    'error: %o is not a list',
    async (items) => {
      await expect(run(items as never)).rejects.toMatchObject({ code: 'InvalidItem' });
    },
  );

  it.each([
    { parallelTotal: 0 },
    { parallelPerHost: 1.5 },
    { parallel: 0 },
    { timeouts: { idleMs: 0 } },
    { whenPresent: 'keep' as never },
    { onResult: 'log' as never },
    { stopOnFirstError: 'false' as never },
  ])('error: InvalidOption for %o', async (options) => {
    const { signal } = new AbortController();
    await expect(run([], { ...options, signal })).rejects.toMatchObject({ code: 'InvalidOption' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
