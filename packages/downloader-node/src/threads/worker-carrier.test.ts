import { join } from 'node:path';
import { type DownloadEvent, defaultTimeouts, type RangeCarrier } from '@ossferry/downloader-core';
import { build } from 'esbuild';
import { describe, expect, it, vi } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from '../download.test-support.ts';
import { download } from '../download.ts';
import { readNetworkSettings } from '../network/network.ts';
import { createWarmUpCarrier } from './warm-up-carrier.ts';
import { createWorkerCarrier } from './worker-carrier.ts';

const bench = setUpBench();
const sizeBytes = 41 * mebibyte + 5;
const options = { threads: 2, retry: quickRetry, parallel: 3 } as const;

async function generate(key: string): Promise<string> {
  const { crc64 } = await bench.local.generateObject({ bucket: 'bucket', key, sizeBytes, seed: 5 });
  return crc64;
}

// Threads have their own sockets, so the faults of responses are tested again here.
describe('threads', () => {
  it.each([
    ['a disconnect before the headers', { type: 'disconnect' }],
    ['a disconnect right after the headers', { type: 'disconnect', afterBodyBytes: 0 }],
    ['a disconnect in the body', { type: 'disconnect', afterBodyBytes: 3_333_333 }],
    ['a reset in the body', { type: 'disconnect', afterBodyBytes: 3_333_333, mode: 'reset' }],
    ['throttling', { type: 'respond', status: 503, error: { code: 'ServiceUnavailable', message: 'x' } }],
    ['a body without a length', { type: 'chunked' }],
    ['a slow response', { type: 'delay-headers', delayMs: 30 }],
  ] as const)('behavior: %s costs an attempt, but no bytes', async (_, fault) => {
    const crc64 = await generate('object');
    bench.fault((get) => (get === 3 || get === 4 ? fault : undefined));
    const summary = await download(await bench.presign({ key: 'object' }), bench.path('object'), options);
    expect(summary).toMatchObject({ crc64, verified: 'crc64', sizeBytes });
  });

  it.each([
    ['ObjectChanged', { type: 'respond', status: 412, error: { code: 'PreconditionFailed', message: 'x' } }],
    ['RangeIgnored', { type: 'wrong-content-range', contentRange: 'bytes 0-99/100' }],
    ['AccessDenied', { type: 'respond', status: 403, error: { code: 'AccessDenied', message: 'no' } }],
    ['Redirected', { type: 'redirect', location: 'http://127.0.0.1:1/' }],
  ] as const)('error: %s is passed on unchanged by a thread', async (code, fault) => {
    await generate('object');
    bench.fault((get) => (get > 2 ? fault : undefined));
    const running = download(await bench.presign({ key: 'object' }), bench.path('object'), options);
    await expect(running).rejects.toMatchObject({ name: 'OssError', code, message: expect.any(String) });
  });

  it('option: timeouts apply in threads', async () => {
    const crc64 = await generate('object');
    bench.fault((get) => (get === 3 ? { type: 'stall', afterBodyBytes: 1000 } : undefined));
    const events: DownloadEvent[] = [];
    const summary = await download(await bench.presign({ key: 'object' }), bench.path('object'), {
      ...options,
      timeouts: { idleMs: 100 },
      onEvent: (event) => events.push(event),
    });
    expect(summary.crc64).toBe(crc64);
    expect(events.find((event) => event.type === 'retry')).toMatchObject({ error: { code: 'IdleTimeout' } });
  });

  it('option: signal stops threads, and received data is kept', async () => {
    const crc64 = await generate('object');
    bench.fault((get) => (get > 4 ? { type: 'stall', afterBodyBytes: 0 } : undefined));
    const stop = new AbortController();
    const reason = new Error('enough');
    const source = await bench.presign({ key: 'object' });
    const onEvent = (event: DownloadEvent) => {
      if (event.type === 'progress' && event.durableBytes > 20 * mebibyte) stop.abort(reason);
    };
    const running = download(source, bench.path('object'), { ...options, signal: stop.signal, onEvent });
    await expect(running).rejects.toBe(reason);
    bench.local.setFaults(undefined);
    const summary = await download(source, bench.path('object'), options);
    expect(summary.crc64).toBe(crc64);
    expect(summary.resumedBytes).toBeGreaterThan(20 * mebibyte);
  });

  it('error: ThreadFailed for every range if the threads cannot start', async () => {
    const nowhere = { dataPath: bench.path('nowhere/data'), destination: 'x', timeouts: defaultTimeouts };
    const carrier = createWorkerCarrier(2, { ...nowhere, network: readNetworkSettings({}) });
    await vi.waitFor(() => expect(carrier.isLost()).toBe(true), { timeout: 20_000 });
    const order = { url: 'http://127.0.0.1:1/', headers: {}, start: 0, end: 1 };
    const carried = carrier.carry(order, { onWritten: () => undefined }, new AbortController().signal);
    await expect(carried).rejects.toMatchObject({ code: 'ThreadFailed', retryable: true });
    await carrier.close();
  });

  it.each([
    ['a flag of V8', ['--max-old-space-size=4096']],
    ['flags that threads do not accept', ['--input-type=module', '--max-old-space-size=4096']],
  ])('behavior: %s on the command line do not stop a download', async (_, flags) => {
    const crc64 = await generate('object');
    const before = [...process.execArgv];
    process.execArgv.push(...flags);
    try {
      const summary = await download(await bench.presign({ key: 'object' }), bench.path('object'), options);
      expect(summary).toMatchObject({ crc64, verified: 'crc64' });
    } finally {
      process.execArgv.splice(0, Number.POSITIVE_INFINITY, ...before);
    }
  });

  it('behavior: in a bundle without carrier-worker, the calling thread downloads, without retries', async () => {
    const crc64 = await generate('object');
    const outfile = bench.path('bundle.mjs');
    const entryPoints = [join(import.meta.dirname, '../download.ts')];
    const conditions = ['@ossferry/source'];
    await build({ entryPoints, outfile, conditions, bundle: true, platform: 'node', format: 'esm' });
    const bundled: typeof import('../download.ts') = await import(outfile);
    const summary = await bundled.download(await bench.presign({ key: 'object' }), bench.path('object'), options);
    expect(summary).toMatchObject({ crc64, retries: 0 });
  });

  it('behavior: the calling thread takes over from lost threads', async () => {
    const carriedBy: string[] = [];
    const carrierOf = (name: string): RangeCarrier => ({
      carry: async () => void carriedBy.push(name),
      close: async () => undefined,
    });
    const lost = { ...carrierOf('threads'), isReady: () => false, isLost: () => true };
    const carrier = createWarmUpCarrier(carrierOf('here'), lost);
    const order = { url: 'http://127.0.0.1:1/', headers: {}, start: 0, end: 1 };
    const { signal } = new AbortController();
    await Promise.all([1, 2].map(() => carrier.carry(order, { onWritten: () => undefined }, signal)));
    expect(carriedBy).toEqual(['here', 'here']);
  });
});
