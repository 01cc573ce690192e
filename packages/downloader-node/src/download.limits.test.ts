import type { DownloadEvent } from '@ossferry/downloader-core';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { type DownloadOptions, download } from './download.ts';
import { downloadToStream } from './download-to-stream.ts';
import { shareMemory } from './threads/share-memory.ts';

const bench = setUpBench();
const options = { partSizeBytes: mebibyte, retry: quickRetry } as const;

async function run(key: string, more: DownloadOptions) {
  const events: DownloadEvent[] = [];
  const summary = await download(await bench.presign({ key }), bench.path(key), {
    ...options,
    onEvent: (event) => events.push(event),
    ...more,
  });
  return { summary, events };
}

describe('limits', () => {
  it('option: limitRateBytesPerSecond does not change the bytes', async () => {
    const bytes = await bench.store('limited', 3 * mebibyte);
    await run('limited', { limitRateBytesPerSecond: 100 * mebibyte, parallel: 3 });
    expect((await bench.read('limited')).equals(bytes)).toBe(true);
  });

  // At the slowest rate, these objects take more than half an hour. Without the limit, they take almost no time.
  const slowly = () => ({ limitRateBytesPerSecond: 1024, signal: AbortSignal.timeout(300) });

  it('option: limitRateBytesPerSecond applies to all streams together', async () => {
    await bench.store('slow', 3 * mebibyte);
    await expect(run('slow', { ...slowly(), parallel: 3 })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('option: limitRateBytesPerSecond applies to downloadToStream', async () => {
    await bench.store('streamed', 2 * mebibyte);
    const { PassThrough } = await import('node:stream');
    const stream = new PassThrough({ highWaterMark: 3 * mebibyte });
    const source = await bench.presign({ key: 'streamed' });
    await expect(downloadToStream(source, stream, slowly())).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('option: maxMemoryBytes limits the streams', async () => {
    await bench.store('tight', 8 * mebibyte);
    const { summary } = await run('tight', { maxMemoryBytes: 5 * mebibyte, parallel: 16 });
    expect(summary.peakParallel).toBe(2);
  });

  it.each([
    [{ maxMemoryBytes: mebibyte }, 'maxMemoryBytes'],
    [{ maxMemoryBytes: Number.NaN }, 'maxMemoryBytes'],
    [{ limitRateBytesPerSecond: 0 }, 'limitRateBytesPerSecond'],
    [{ pin: 'lax' as never }, 'pin'],
    [{ threads: -1 }, 'threads'],
    [{ threads: 1.5 }, 'threads'],
    [{ threads: 1000 }, 'threads'],
  ])('error: %j is refused before a request is sent', async (more, name) => {
    await bench.store('k', 10);
    await expect(run('k', more)).rejects.toMatchObject({
      code: 'InvalidOption',
      message: expect.stringContaining(name),
    });
    const named = download(await bench.presign({ key: 'k' }), () => bench.path('named'), more);
    await expect(named).rejects.toMatchObject({ code: 'InvalidOption' });
    expect(bench.gets()).toEqual([]);
    expect(await bench.files()).toEqual([]);
  });

  it('default: memory is divided between threads and streams', () => {
    expect(shareMemory({}, 2)).toEqual({ threads: 2, options: {} });
    const shares = (maxMemoryBytes: number) => shareMemory({ maxMemoryBytes }, 2);
    expect(shares(100 * mebibyte)).toEqual({ threads: 2, options: { maxMemoryBytes: 36 * mebibyte } });
    expect(shares(50 * mebibyte)).toEqual({ threads: 1, options: { maxMemoryBytes: 18 * mebibyte } });
    expect(shares(20 * mebibyte)).toEqual({ threads: 0, options: { maxMemoryBytes: 20 * mebibyte } });
    expect(shareMemory({ limitRateBytesPerSecond: 1e6 }, 2).threads).toBe(0);
  });
});

describe('pin', () => {
  /** Every response comes from another CDN node, with its own ETag. */
  const disagree = (more: Readonly<Record<string, string | null>> = {}) =>
    bench.fault((get) => ({ type: 'change-headers', headers: { etag: `"node-${get}"`, ...more } }));

  it('default: with strict, another ETag is another version', async () => {
    await bench.store('nodes', 3 * mebibyte);
    disagree();
    await expect(run('nodes', {})).rejects.toMatchObject({ code: 'ObjectChanged' });
  });

  it('option: cdn sends no If-Match, and relies on the CRC-64', async () => {
    const bytes = await bench.store('nodes', 3 * mebibyte);
    disagree();
    const { summary, events } = await run('nodes', { pin: 'cdn' });
    expect((await bench.read('nodes')).equals(bytes)).toBe(true);
    expect(summary.verified).toBe('crc64');
    expect(bench.gets().every(({ headers }) => headers['if-match'] === undefined)).toBe(true);
    expect(events.filter(({ type }) => type === 'warning')).toEqual([]);
  });

  it('option: cdn warns if there is no CRC-64', async () => {
    await bench.store('nodes', 3 * mebibyte);
    disagree({ 'x-oss-hash-crc64ecma': null });
    const { events } = await run('nodes', { pin: 'cdn' });
    const warning = { type: 'warning', code: 'NotPinned', message: expect.stringContaining('no CRC-64') };
    expect(events).toContainEqual(warning);
  });

  it('option: cdn detects another size and another date', async () => {
    await bench.store('nodes', 3 * mebibyte);
    bench.fault((get) =>
      get === 1
        ? undefined
        : { type: 'change-headers', headers: { 'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT', etag: '"b"' } },
    );
    await expect(run('nodes', { pin: 'cdn' })).rejects.toMatchObject({ code: 'ObjectChanged' });
  });

  it('option: cdn detects parts of two versions by the CRC-64 of the whole', async () => {
    await bench.store('mixed', 3 * mebibyte);
    bench.fault((get) => (get % 3 === 2 ? { type: 'flip-bit', objectOffset: 1_500_000 } : undefined));
    await expect(run('mixed', { pin: 'cdn', parallel: 1 })).rejects.toMatchObject({ code: 'ChecksumMismatch' });
    expect(await bench.files()).toEqual([]);
  });

  it('behavior: a weak ETag is not used for pinning', async () => {
    const bytes = await bench.store('weak', 3 * mebibyte);
    bench.fault(() => ({ type: 'change-headers', headers: { etag: 'W/"a"' } }));
    const { events } = await run('weak', {});
    expect((await bench.read('weak')).equals(bytes)).toBe(true);
    expect(events).toContainEqual(expect.objectContaining({ type: 'warning', code: 'NotPinned' }));
  });
});
