import { createWriteStream } from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { downloadToStream } from './download-to-stream.ts';

const bench = setUpBench();

describe('downloadToStream', () => {
  it('default: writes the object in order, with one request, verified', async () => {
    const bytes = await bench.store('stream', 5 * mebibyte + 7);
    const through = new PassThrough();
    const [summary, received] = await Promise.all([
      downloadToStream(await bench.presign({ key: 'stream' }), through),
      buffer(through),
    ]);
    expect(received.equals(bytes)).toBe(true);
    expect(summary).toMatchObject({ sizeBytes: bytes.length, verified: 'crc64', requests: 1 });
  });

  it('default: an empty object ends the stream', async () => {
    await bench.store('empty', 0);
    const through = new PassThrough();
    const [, received] = await Promise.all([
      downloadToStream(await bench.presign({ key: 'empty' }), through),
      buffer(through),
    ]);
    expect(received).toHaveLength(0);
  });

  it('error: invalid input destroys the stream', async () => {
    const through = new PassThrough();
    await expect(downloadToStream('no URL', through)).rejects.toMatchObject({ code: 'InvalidUrl' });
    expect(through.destroyed).toBe(true);
    const path = downloadToStream('https://b.example/k', 'file' as never);
    await expect(path).rejects.toMatchObject({ code: 'InvalidDestination' });
    const retry = downloadToStream('https://b.example/k', new PassThrough(), { retry: 5 as never });
    await expect(retry).rejects.toMatchObject({ code: 'InvalidOption' });
  });

  it('error: StreamFailed names the error of the stream', async () => {
    await bench.store('k', 1000);
    const running = downloadToStream(await bench.presign({ key: 'k' }), createWriteStream(bench.path('absent/x')));
    await expect(running).rejects.toMatchObject({ code: 'StreamFailed', message: expect.stringContaining('ENOENT') });
  });

  it('behavior: continues at the byte where a connection broke', async () => {
    const bytes = await bench.store('mended', 4 * mebibyte);
    bench.fault((get) => (get <= 3 ? { type: 'disconnect', afterBodyBytes: 900_000 } : undefined));
    await downloadToStream(await bench.presign({ key: 'mended' }), createWriteStream(bench.path('out')), {
      retry: quickRetry,
    });
    expect((await bench.read('out')).equals(bytes)).toBe(true);
    expect(bench.gets().map(({ headers }) => headers['range'])).toEqual([
      'bytes=0-',
      `bytes=900000-${4 * mebibyte - 1}`,
      `bytes=1800000-${4 * mebibyte - 1}`,
      `bytes=2700000-${4 * mebibyte - 1}`,
    ]);
  });

  it('behavior: a slow reader slows the download down', async () => {
    await bench.local.generateObject({ bucket: 'bucket', key: 'slow', sizeBytes: 64 * mebibyte, seed: 3 });
    const stop = new AbortController();
    let taken = 0;
    const stuck = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer) {
        taken += chunk.length; // The callback is never called: this reader only takes one chunk.
      },
    });
    const running = downloadToStream(await bench.presign({ key: 'slow' }), stuck, { signal: stop.signal });
    while (taken === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(taken).toBe(mebibyte);
    const reason = new Error('enough');
    stop.abort(reason);
    stuck.destroy();
    await expect(running).rejects.toBe(reason);
  });

  it('error: wrong bytes destroy the stream', async () => {
    await bench.store('wrong', 2 * mebibyte);
    bench.fault(() => ({ type: 'flip-bit', objectOffset: 99 }));
    const through = new PassThrough();
    const received = buffer(through);
    received.catch(() => undefined);
    const running = downloadToStream(await bench.presign({ key: 'wrong' }), through);
    await expect(running).rejects.toMatchObject({ code: 'ChecksumMismatch' });
    await expect(received).rejects.toMatchObject({ code: 'ChecksumMismatch' });
  });

  it('error: an object that is replaced during the download destroys the stream', async () => {
    await bench.store('replaced', 4 * mebibyte);
    bench.fault((get) =>
      get === 1
        ? [
            { type: 'replace-object', body: 'new', afterBodyBytes: 10 },
            { type: 'disconnect', afterBodyBytes: 500_000 },
          ]
        : undefined,
    );
    const through = new PassThrough().resume();
    const running = downloadToStream(await bench.presign({ key: 'replaced' }), through, { retry: quickRetry });
    await expect(running).rejects.toMatchObject({ code: 'ObjectChanged' });
    expect(through.destroyed).toBe(true);
  });

  it('error: a stream that fails ends the download', async () => {
    await bench.store('failing', 4 * mebibyte);
    const failing = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no room')) });
    const running = downloadToStream(await bench.presign({ key: 'failing' }), failing, { retry: quickRetry });
    await expect(running).rejects.toMatchObject({ code: 'StreamFailed' });
  });

  it('error: a stream that fails at its end ends the download', async () => {
    await bench.store('late', 1000);
    const cause = new Error('no room');
    const failing = new Writable({
      write: (_chunk, _encoding, done) => done(),
      final: (done) => void setImmediate(done, cause),
    });
    const running = downloadToStream(await bench.presign({ key: 'late' }), failing);
    await expect(running).rejects.toMatchObject({ code: 'StreamFailed', cause });
    expect(failing.destroyed).toBe(true);
  });
});
