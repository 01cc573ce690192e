import type { DownloadEvent } from '@ossferry/downloader-core';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { download } from './download.ts';

const bench = setUpBench();
const sizeBytes = 40 * mebibyte;
const options = { partSizeBytes: 8 * mebibyte, retry: quickRetry } as const;

async function generate(key: string): Promise<string> {
  const { crc64 } = await bench.local.generateObject({ bucket: 'bucket', key, sizeBytes, seed: 3 });
  return crc64;
}

const bytesSent = () => bench.gets().reduce((sum, request) => sum + request.bytesSent, 0);

describe('concurrency', () => {
  it('default: more streams if every connection is slow', async () => {
    const crc64 = await generate('slow');
    bench.fault(() => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 20 }));
    const source = await bench.presign({ key: 'slow' });
    const summary = await download(source, bench.path('slow'), { threads: 0, partSizeBytes: mebibyte });
    expect(summary).toMatchObject({ crc64, verified: 'crc64' });
    expect(summary.peakParallel).toBeGreaterThan(4);
    expect(summary.peakParallel).toBeLessThanOrEqual(32);
  });

  it.each([1, 3])('option: parallel %i is not exceeded', async (parallel) => {
    await generate('fixed');
    const summary = await download(await bench.presign({ key: 'fixed' }), bench.path('fixed'), {
      ...options,
      partSizeBytes: mebibyte,
      parallel,
    });
    expect(summary.peakParallel).toBe(parallel);
  });

  it.each([0, 2])('behavior: a very slow connection does not delay the download (%i threads)', async (threads) => {
    const crc64 = await generate('crawling');
    // At this rate, the part would take seven minutes without any timeout.
    bench.fault((get) => (get === 3 ? { type: 'drip', chunkBytes: 1024, pauseMs: 50 } : undefined));
    const source = await bench.presign({ key: 'crawling' });
    const summary = await download(source, bench.path('crawling'), { ...options, threads });
    expect(summary).toMatchObject({ crc64, verified: 'crc64', retries: 0 });
    expect(summary.bytesFetchedTwice).toBeLessThan(mebibyte);
  });

  it.each([0, 2])('behavior: the last slow range is divided among streams (%i threads)', async (threads) => {
    const crc64 = await generate('shared');
    bench.fault((get) => (get === 3 ? { type: 'drip', chunkBytes: 32 * 1024, pauseMs: 10 } : undefined));
    const source = await bench.presign({ key: 'shared' });
    const summary = await download(source, bench.path('shared'), { ...options, threads });
    expect(summary).toMatchObject({ crc64, verified: 'crc64', retries: 0 });
    expect(summary.requests).toBeGreaterThan(5); // Five parts, and the ranges taken over from the slow one.
    // The range of a stream without any bytes is requested again as a whole, which costs no bytes.
    expect(summary.bytesFetchedTwice).toBeLessThan(mebibyte);
  });

  it('behavior: all streams wait while the server throttles, without errors', async () => {
    const crc64 = await generate('throttled');
    const error = { code: 'DownloadTrafficRateLimitExceeded', message: 'Please reduce your download request traffic' };
    bench.fault((get) => (get > 2 && get <= 6 ? { type: 'respond', status: 503, error } : undefined));
    const events: DownloadEvent[] = [];
    const summary = await download(await bench.presign({ key: 'throttled' }), bench.path('throttled'), {
      ...options,
      threads: 0, // Raw sockets retry through the general transport, which may be past the throttling.
      onEvent: (event) => events.push(event),
    });
    expect(summary.crc64).toBe(crc64);
    const codes = events.flatMap((event) => (event.type === 'retry' ? [event.error.code] : []));
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set(codes)).toEqual(new Set([error.code]));
  });

  it('behavior: bytes received over a broken connection are not downloaded again', async () => {
    const crc64 = await generate('broken');
    bench.fault((get) => (get % 3 === 0 ? { type: 'disconnect', afterBodyBytes: 2_500_000 } : undefined));
    const source = await bench.presign({ key: 'broken' });
    const summary = await download(source, bench.path('broken'), { ...options, threads: 0, parallel: 1 });
    expect(summary).toMatchObject({ crc64, bytesFetchedTwice: 0 });
    expect(bytesSent()).toBe(sizeBytes);
  });

  it('behavior: bytes discarded by a restart are counted', async () => {
    const bytes = await bench.store('flipped', 3 * mebibyte);
    bench.fault((get) => (get <= 3 ? { type: 'flip-bit', objectOffset: 1_500_000 } : undefined));
    const source = await bench.presign({ key: 'flipped' });
    const summary = await download(source, bench.path('flipped'), { ...options, partSizeBytes: mebibyte, parallel: 3 });
    expect(summary).toMatchObject({ sizeBytes: bytes.length, bytesFetchedTwice: bytes.length, requests: 6 });
  });

  it('behavior: many streams and parts leave no listeners behind', async () => {
    await generate('many');
    const stop = new AbortController();
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    await download(await bench.presign({ key: 'many' }), bench.path('many'), {
      partSizeBytes: 256 * 1024,
      parallel: 32,
      signal: stop.signal,
    });
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });
});
