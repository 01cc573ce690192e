import { execFileSync } from 'node:child_process';
import { mkdir, open, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { fetchTransport } from '@ossferry/client';
import { axiosTransport } from '@ossferry/client/axios';
import type { DownloadEvent } from '@ossferry/downloader-core';
import axios from 'axios';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { download } from './download.ts';

const isWindows = process.platform === 'win32';
const bench = setUpBench();
const small = { partSizeBytes: mebibyte, retry: quickRetry } as const;

describe('download', () => {
  it('default: downloads an object in ranges, and leaves no other files', async () => {
    const bytes = await bench.store('movie.bin', 20 * mebibyte + 123);
    const summary = await download(await bench.presign({ key: 'movie.bin' }), bench.path('movie.bin'));
    expect((await bench.read('movie.bin')).equals(bytes)).toBe(true);
    expect(await bench.files()).toEqual(['movie.bin']);
    expect(summary).toMatchObject({ sizeBytes: bytes.length, verified: 'crc64', retries: 0, renewals: 0 });
    // On a busy machine, a part may be divided; later requests are then smaller.
    const ranges = bench.gets().map(({ headers }) => headers['range']);
    expect(ranges.slice(0, 3)).toEqual(['bytes=0-8388607', 'bytes=8388608-16777215', 'bytes=16777216-20971642']);
  });

  it('default: no HEAD, If-Match on every range after the first, no compression', async () => {
    await bench.store('pinned.bin', 5 * mebibyte);
    await download(await bench.presign({ key: 'pinned.bin' }), bench.path('pinned.bin'), small);
    expect(bench.local.requests.every(({ method }) => method === 'GET')).toBe(true);
    const [first, ...others] = bench.gets();
    expect(first?.headers['if-match']).toBeUndefined();
    expect(others).toHaveLength(4);
    for (const { headers } of others) expect(headers['if-match']).toMatch(/^"[0-9A-F]{32}"$/);
    for (const { headers } of bench.gets()) expect(headers['accept-encoding']).toBe('identity');
  });

  it('default: threads download a large object', async () => {
    const { crc64 } = await bench.local.generateObject({
      bucket: 'bucket',
      key: 'large',
      sizeBytes: 48 * mebibyte,
      seed: 7,
    });
    const summary = await download(await bench.presign({ key: 'large' }), bench.path('large'), { threads: 2 });
    expect(summary).toMatchObject({ crc64, verified: 'crc64', sizeBytes: 48 * mebibyte });
    expect((await stat(bench.path('large'))).size).toBe(48 * mebibyte);
  });

  it.each([0, 1, 1023, mebibyte, mebibyte + 1])('behavior: an object of %i bytes takes one request', async (size) => {
    const bytes = await bench.store('tiny', size);
    const summary = await download(await bench.presign({ key: 'tiny' }), bench.path('tiny'));
    expect((await bench.read('tiny')).equals(bytes)).toBe(true);
    expect(summary.requests).toBe(1);
  });

  it.each([0, 5, 3 * mebibyte])(
    'behavior: signed headers are replayed (%i bytes, range behavior standard)',
    async (size) => {
      const bytes = await bench.store('standard', size);
      const source = await bench.presign({ key: 'standard', rangeBehavior: 'standard' });
      await download(source, bench.path('standard'), small);
      expect((await bench.read('standard')).equals(bytes)).toBe(true);
      for (const { headers } of bench.gets()) expect(headers['x-oss-range-behavior']).toBe('standard');
    },
  );

  it.each(['a/../b', './x', 'a//b', '100%25', 'é文😀 +&=?#', "q'(!*)"])('behavior: the key %j', async (key) => {
    const bytes = await bench.store(key, 10);
    await download(await bench.presign({ key }), bench.path('out'));
    expect((await bench.read('out')).equals(bytes)).toBe(true);
  });

  it('behavior: a given version instead of the current one', async () => {
    bench.local.putBucket({ name: 'versions', versioning: 'Enabled' });
    const old = await bench.local.putObject({ bucket: 'versions', key: 'k', body: 'old' });
    await bench.local.putObject({ bucket: 'versions', key: 'k', body: 'new' });
    const source = await bench.presign({ bucket: 'versions', key: 'k', versionId: old.versionId });
    const summary = await download(source, bench.path('k'));
    expect((await bench.read('k')).toString()).toBe('old');
    expect(summary.versionId).toBe(old.versionId);
  });

  it('behavior: progress counts durable bytes and never decreases', async () => {
    await bench.store('progress', 4 * mebibyte);
    bench.fault((get) => (get === 2 ? { type: 'disconnect', afterBodyBytes: 300_000 } : undefined));
    const events: DownloadEvent[] = [];
    await download(await bench.presign({ key: 'progress' }), bench.path('progress'), {
      ...small,
      onEvent: (event) => events.push(event),
    });
    const durable = events.flatMap((event) => (event.type === 'progress' ? [event.durableBytes] : []));
    expect(durable).toEqual([...durable].sort((left, right) => left - right));
    expect(durable.at(-1)).toBe(4 * mebibyte);
    expect(events[0]).toMatchObject({ type: 'started', resumedBytes: 0, object: { crc64: expect.any(String) } });
    expect(() => JSON.stringify(events)).not.toThrow(); // Events can be logged.
  });

  it('option: parallel 1 downloads in order', async () => {
    const bytes = await bench.store('ordered', 4 * mebibyte);
    await download(await bench.presign({ key: 'ordered' }), bench.path('ordered'), { ...small, parallel: 1 });
    const starts = bench.gets().map(({ headers }) => Number(/=(\d+)/.exec(headers['range'] ?? '')?.[1]));
    expect(starts).toEqual([0, mebibyte, 2 * mebibyte, 3 * mebibyte]);
    expect((await bench.read('ordered')).equals(bytes)).toBe(true);
  });

  it('option: overwrite replaces the destination atomically', async () => {
    await writeFile(bench.path('file'), 'before');
    const bytes = await bench.store('file', 100);
    await download(await bench.presign({ key: 'file' }), bench.path('file'), { overwrite: true });
    expect((await bench.read('file')).equals(bytes)).toBe(true);
  });

  it.each([
    ['fetch', fetchTransport()],
    ['axios', axiosTransport(axios.create())],
  ])('option: transport over %s', async (_, transport) => {
    const bytes = await bench.store('through', 3 * mebibyte);
    await download(await bench.presign({ key: 'through' }), bench.path('through'), { ...small, transport });
    expect((await bench.read('through')).equals(bytes)).toBe(true);
  });

  it('option: verify false does not compare the CRC-64', async () => {
    await bench.store('unverified', 1000);
    bench.fault(() => ({ type: 'flip-bit', objectOffset: 5 }));
    const summary = await download(await bench.presign({ key: 'unverified' }), bench.path('out'), { verify: false });
    expect(summary.verified).toBe('length');
  });

  it('error: an async onEvent that fails ends the download with its error', async () => {
    await bench.store('heard', 3 * mebibyte);
    const failure = new Error('the database is gone');
    const onEvent = async () => Promise.reject(failure);
    const running = download(await bench.presign({ key: 'heard' }), bench.path('heard'), { onEvent });
    await expect(running).rejects.toBe(failure);
  });

  it('option: signal rejects with its reason, and received data is kept', async () => {
    await bench.store('stopped', 12 * mebibyte);
    bench.fault((get) => (get > 4 ? { type: 'stall', afterBodyBytes: 0 } : undefined));
    const stop = new AbortController();
    const reason = new Error('enough');
    const running = download(await bench.presign({ key: 'stopped' }), bench.path('stopped'), {
      ...small,
      parallel: 2,
      signal: stop.signal,
      onEvent: (event) => event.type === 'progress' && event.durableBytes >= 2 * mebibyte && stop.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
    expect(await bench.files()).toEqual(['stopped.ossferry']);
  });

  it('error: a key that does not exist leaves no files', async () => {
    const running = download(await bench.presign({ key: 'missing' }), bench.path('missing'));
    await expect(running).rejects.toMatchObject({ code: 'NoSuchKey', status: 404, requestId: expect.any(String) });
    expect(await bench.files()).toEqual([]);
  });

  it('error: invalid destinations are refused before a request is sent', async () => {
    await bench.store('k', 10);
    const source = await bench.presign({ key: 'k' });
    await mkdir(bench.path('folder'));
    await writeFile(bench.path('present'), 'mine');
    const cases = [
      [bench.path('folder'), 'DestinationIsFolder'],
      [bench.path('present'), 'DestinationExists'],
      [bench.path('absent/file'), 'FolderMissing'],
      [bench.path('present/file'), 'FolderMissing'],
      [`${bench.path('x')}/`, 'InvalidDestination'],
      ['', 'InvalidDestination'],
      [bench.path('x\0'), 'InvalidDestination'],
      [bench.path('x.ossferry'), 'InvalidDestination'],
      [bench.path('x.ossferry-new'), 'InvalidDestination'],
      [bench.path('n'.repeat(300)), 'NameTooLong'],
      [undefined as never, 'InvalidDestination'],
      [new URL('file:///tmp/x') as never, 'InvalidDestination'],
    ] as const;
    for (const [destination, code] of cases) {
      await expect(download(source, destination), String(destination)).rejects.toMatchObject({
        name: 'OssError',
        code,
      });
    }
    expect(bench.gets()).toHaveLength(0);
    expect(await readFile(bench.path('present'), 'utf8')).toBe('mine');
    expect(await bench.files()).toEqual(['folder', 'present']);
  });

  it('error: InvalidDestination for a function that does not return a string', async () => {
    await bench.store('k', 10);
    const source = await bench.presign({ key: 'k' });
    for (const give of [() => undefined, async () => bench.path('later')]) {
      await expect(download(source, give as () => never)).rejects.toMatchObject({ code: 'InvalidDestination' });
    }
    expect(await bench.files()).toEqual([]);
  });

  it('error: a dangling link is not replaced', async () => {
    await bench.store('k', 10);
    const source = await bench.presign({ key: 'k' });
    await symlink('nowhere', bench.path('link'));
    await expect(download(source, bench.path('link'))).rejects.toMatchObject({ code: 'DestinationExists' });
    expect(bench.gets()).toHaveLength(0);
  });

  it('error: a special file is not replaced', async () => {
    await bench.store('k', 10);
    const source = await bench.presign({ key: 'k' });
    // Not a device: a download with a mistake would replace that of this machine.
    const special = isWindows ? devNull : bench.path('pipe');
    if (!isWindows) execFileSync('mkfifo', [special]);
    for (const overwrite of [true, false]) {
      const running = download(source, special, { overwrite });
      await expect(running).rejects.toMatchObject({ code: 'DestinationNotFile', phase: 'disk' });
    }
    expect(bench.gets()).toHaveLength(0);
  });

  it.skipIf(process.platform !== 'linux')(
    'error: a link in /dev or /proc is not replaced, even if it leads to a file',
    async () => {
      await bench.store('k', 10);
      const file = await open(bench.path('stdout'), 'w');
      try {
        const running = download(await bench.presign({ key: 'k' }), `/proc/self/fd/${file.fd}`, { overwrite: true });
        await expect(running).rejects.toMatchObject({ code: 'DestinationNotFile' });
      } finally {
        await file.close();
      }
    },
  );

  it.skipIf(isWindows).each([10, 9 * mebibyte])(
    'option: overwrite keeps the mode of the file (%i bytes)',
    async (sizeBytes) => {
      await bench.store('k', sizeBytes);
      await writeFile(bench.path('private'), 'mine', { mode: 0o600 });
      await download(await bench.presign({ key: 'k' }), bench.path('private'), { overwrite: true });
      const { mode, size } = await stat(bench.path('private'));
      expect([mode & 0o777, size]).toEqual([0o600, sizeBytes]);
    },
  );

  it.each([
    { timeouts: { headersMs: Number.NaN } },
    { retry: { maxFailures: Number.NaN } },
    { onChange: 'restrat' as 'restart' },
    ...[
      { now: 0 },
      { random: 0.5 },
      { onEvent: console },
      { transport: 'fetch' },
      { overwrite: 'false' },
      { verify: 'false' },
      { keepChecksums: 1 },
      { retry: 5 },
      { timeouts: null },
      { signal: new AbortController() },
    ].map((options) => options as object),
  ])('error: InvalidOption for %j, before a request is sent', async (options) => {
    const running = download('https://b.example/k', bench.path('x'), options);
    await expect(running).rejects.toMatchObject({ code: 'InvalidOption', phase: 'config' });
    expect(await bench.files()).toEqual([]);
  });

  it.each([
    ['', 'InvalidUrl'],
    ['ftp://host/k', 'InvalidUrl'],
    ['oss://bucket/key', 'InvalidUrl'],
    ['http://', 'InvalidUrl'],
    ['http://host/a b', 'InvalidUrl'],
  ])('error: the URL %j is refused', async (url, code) => {
    await expect(download(url, bench.path('out'))).rejects.toMatchObject({ code, phase: 'config' });
    expect(await bench.files()).toEqual([]);
  });

  it('error: a URL signed for PUT is refused', async () => {
    const source = { url: 'http://host/k', method: 'PUT' };
    await expect(download(source, bench.path('out'))).rejects.toMatchObject({ code: 'InvalidUrl' });
  });

  it('error: InvalidOption for values out of range', async () => {
    const source = await bench.presign({ key: 'k' });
    for (const options of [{ parallel: 0 }, { parallel: 1.5 }, { parallel: 1000 }, { partSizeBytes: 1 }]) {
      await expect(download(source, bench.path('out'), options)).rejects.toMatchObject({ code: 'InvalidOption' });
    }
    expect(await bench.files()).toEqual([]);
  });

  it('error: DestinationBusy for a second download to the same destination', async () => {
    await bench.store('busy', 4 * mebibyte);
    bench.fault((get) => (get === 1 ? { type: 'delay-headers', delayMs: 100 } : undefined));
    const source = await bench.presign({ key: 'busy' });
    const first = download(source, bench.path('busy'));
    while (bench.gets().length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await expect(download(source, bench.path('busy'))).rejects.toMatchObject({ code: 'DestinationBusy' });
    await first;
    expect(await bench.files()).toEqual(['busy']);
  });

  it('error: ConnectionRefused', async () => {
    const url = 'http://127.0.0.1:1/bucket/k?x-oss-signature=canary';
    const running = download(url, bench.path('out'), { retry: { ...quickRetry, maxFailures: 2 } });
    await expect(running).rejects.toMatchObject({ code: 'ConnectionRefused', phase: 'connect' });
    expect(await bench.files()).toEqual([]);
  });

  it('behavior: a file name of 255 bytes', async () => {
    const bytes = await bench.store('long', 10);
    const name = 'n'.repeat(255);
    await download(await bench.presign({ key: 'long' }), bench.path(name));
    expect((await readFile(join(bench.folder(), name))).equals(bytes)).toBe(true);
    expect(await bench.files()).toEqual([name]);
  });
});
