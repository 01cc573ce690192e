import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createCrc64, type DownloadEvent } from '@ossferry/downloader-core';
import type { Fault } from '@ossferry/local-oss';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { download } from './download.ts';

const bench = setUpBench();
const options = { partSizeBytes: mebibyte, retry: quickRetry, parallel: 3 } as const;
const sizeBytes = 40 * mebibyte;

/** Downloads part of `key` until the server stalls, and then aborts. */
async function leaveHalf(key: string, fault?: Fault): Promise<void> {
  const stop = new AbortController();
  bench.fault((get) => (get > 6 ? { type: 'stall', afterBodyBytes: 0 } : fault));
  const onEvent = (event: DownloadEvent) => {
    if (event.type === 'progress' && event.durableBytes >= 5 * mebibyte) stop.abort();
  };
  const running = download(await bench.presign({ key }), bench.path(key), { ...options, signal: stop.signal, onEvent });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  bench.local.setFaults(undefined);
}

const bytesSent = () => bench.gets().reduce((sum, request) => sum + request.bytesSent, 0);

describe('resume', () => {
  it('option: signal ends the check of existing data, which reports its progress', async () => {
    await bench.store('half', 12 * mebibyte);
    await leaveHalf('half');
    bench.local.clearRequests();
    const stop = new AbortController();
    const reason = new Error('enough');
    const checked: number[] = [];
    const onEvent = (event: DownloadEvent) => {
      if (event.type !== 'checked') return;
      checked.push(event.checkedBytes);
      if (checked.length === 2) stop.abort(reason);
    };
    const source = await bench.presign({ key: 'half' });
    const running = download(source, bench.path('half'), { ...options, signal: stop.signal, onEvent });
    await expect(running).rejects.toBe(reason);
    expect([checked.length, bench.gets().length]).toEqual([2, 0]);
    expect(await bench.files()).toEqual(['half.ossferry']);
  });

  it('default: only missing bytes are downloaded', async () => {
    const bytes = await bench.store('half', 12 * mebibyte);
    await leaveHalf('half');
    bench.local.clearRequests();
    const summary = await download(await bench.presign({ key: 'half' }), bench.path('half'), options);
    expect((await bench.read('half')).equals(bytes)).toBe(true);
    expect(summary.resumedBytes).toBeGreaterThanOrEqual(5 * mebibyte);
    expect(bytesSent()).toBe(bytes.length - summary.resumedBytes);
    expect(await bench.files()).toEqual(['half']);
  });

  it('behavior: bytes that changed on the disk are detected and downloaded again', async () => {
    const bytes = await bench.store('rotten', 12 * mebibyte);
    await leaveHalf('rotten');
    const file = await open(bench.path('rotten.ossferry/data'), 'r+');
    await file.write(Buffer.from('rot'), 0, 3, 100);
    await file.close();
    const events: DownloadEvent[] = [];
    const onEvent = (event: DownloadEvent) => events.push(event);
    const summary = await download(await bench.presign({ key: 'rotten' }), bench.path('rotten'), {
      ...options,
      onEvent,
    });
    expect((await bench.read('rotten')).equals(bytes)).toBe(true);
    expect(summary.resumedBytes).toBeGreaterThan(0);
    expect(events).toContainEqual(expect.objectContaining({ type: 'warning', code: 'JournalDamaged' }));
  });

  it('behavior: if a server stopped supporting ranges, existing bytes are skipped and not changed', async () => {
    const bytes = await bench.store('rangeless', 12 * mebibyte);
    await leaveHalf('rangeless');
    const file = await open(bench.path('rangeless.ossferry/data'), 'r+');
    await file.write(Buffer.from('rot'), 0, 3, 100); // A gap before the existing bytes, in addition to the one after them.
    await file.close();
    // A wrong byte where the file already has the right one. If it were written, no checksum would detect it.
    bench.fault(() => [{ type: 'ignore-range' }, { type: 'flip-bit', objectOffset: mebibyte + 1000 }]);
    const summary = await download(await bench.presign({ key: 'rangeless' }), bench.path('rangeless'), options);
    expect((await bench.read('rangeless')).equals(bytes)).toBe(true);
    expect(summary).toMatchObject({ verified: 'crc64', peakParallel: 1 });
  });

  it.each([
    ['truncated in its last record', (journal: Buffer) => journal.subarray(0, -5), true],
    ['damaged in the middle', (journal: Buffer) => Buffer.from(journal).fill('x', 200, 210), true],
    ['replaced by something else', () => Buffer.from('hello\nworld\n'), false],
    ['emptied', () => Buffer.alloc(0), false],
  ])('behavior: a journal that was %s costs bytes, but not correctness', async (_, damage, keepsSome) => {
    const bytes = await bench.store('torn', 12 * mebibyte);
    await leaveHalf('torn');
    const path = bench.path('torn.ossferry/journal');
    await writeFile(path, damage(await readFile(path)));
    const summary = await download(await bench.presign({ key: 'torn' }), bench.path('torn'), options);
    expect((await bench.read('torn')).equals(bytes)).toBe(true);
    expect(summary.resumedBytes > 0).toBe(keepsSome);
  });

  it('behavior: truncated data is downloaded again', async () => {
    const bytes = await bench.store('cut', 12 * mebibyte);
    await leaveHalf('cut');
    await truncate(bench.path('cut.ossferry/data'), 2 * mebibyte);
    await download(await bench.presign({ key: 'cut' }), bench.path('cut'), options);
    expect((await bench.read('cut')).equals(bytes)).toBe(true);
  });

  it('error: ObjectChanged if the object was replaced between two runs', async () => {
    await bench.store('between', 12 * mebibyte);
    await leaveHalf('between');
    const bytes = await bench.store('between', 12 * mebibyte);
    const source = await bench.presign({ key: 'between' });
    await expect(download(source, bench.path('between'), options)).rejects.toMatchObject({ code: 'ObjectChanged' });
    expect(await bench.files()).toEqual(['between.ossferry']);
    await download(source, bench.path('between'), { ...options, onChange: 'restart' });
    expect((await bench.read('between')).equals(bytes)).toBe(true);
  });

  it('error: ObjectChanged if the object became shorter than the existing data, and the ETag is not compared', async () => {
    await bench.store('shrunk', 12 * mebibyte);
    await leaveHalf('shrunk');
    const bytes = await bench.store('shrunk', 2 * mebibyte);
    // A CDN and OSS's standard mode refuse a range after the end of the object, instead of sending all of it.
    const source = await bench.presign({ key: 'shrunk', rangeBehavior: 'standard' });
    const again = (onChange: 'fail' | 'restart') =>
      download(source, bench.path('shrunk'), { ...options, pin: 'cdn', onChange });
    await expect(again('fail')).rejects.toMatchObject({ code: 'ObjectChanged' });
    await again('restart');
    expect((await bench.read('shrunk')).equals(bytes)).toBe(true);
  });

  it('behavior: the CRC-64 is compared if the server sent it in one of both runs', async () => {
    const hidden: Fault = { type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } };
    for (const [key, ...faults] of [['late', hidden, undefined] as const, ['early', undefined, hidden] as const]) {
      await bench.store(key, 12 * mebibyte);
      await leaveHalf(key, faults[0]);
      bench.fault(() => faults[1]);
      const warnings: DownloadEvent[] = [];
      const onEvent = (event: DownloadEvent) => void (event.type === 'warning' && warnings.push(event));
      const summary = await download(await bench.presign({ key }), bench.path(key), { ...options, onEvent });
      expect([key, summary.verified, warnings]).toEqual([key, 'crc64', []]);
    }
  });

  it('error: a complete workspace of a replaced object does not become the file', async () => {
    await bench.store('whole', 12 * mebibyte);
    const source = await bench.presign({ key: 'whole' });
    await download(source, bench.path('other'), options);
    await leaveHalf('whole');
    // As if the last run had been killed after its last byte: the journal lists every piece.
    const crc64 = await createCrc64();
    const old = await bench.read('other');
    await writeFile(bench.path('whole.ossferry/data'), old);
    const line = (json: string) => `${crc64(Buffer.from(json)).toString(16).padStart(16, '0')} ${json}\n`;
    const [identity = ''] = (await bench.read('whole.ossferry/journal')).toString().split('\n');
    await writeFile(
      bench.path('whole.ossferry/journal'),
      `${identity}\n${line(JSON.stringify([0, old.length, crc64(old).toString(16).padStart(16, '0')]))}`,
    );
    await bench.store('whole', 12 * mebibyte);
    await expect(download(source, bench.path('whole'), options)).rejects.toMatchObject({ code: 'ObjectChanged' });
  });

  it('behavior: the lock of an ended process is taken over', async () => {
    const bytes = await bench.store('locked', 12 * mebibyte);
    await leaveHalf('locked');
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    await writeFile(bench.path('locked.ossferry/lock'), JSON.stringify({ pid: gone.pid, host: hostname() }));
    await download(await bench.presign({ key: 'locked' }), bench.path('locked'), options);
    expect((await bench.read('locked')).equals(bytes)).toBe(true);
  });

  it.each([0, 2])(
    'behavior: after a kill at any time, the next run completes the file with few repeated bytes (%i threads)',
    async (threads) => {
      await bench.local.generateObject({ bucket: 'bucket', key: 'killed', sizeBytes, seed: 11 });
      const { url } = await bench.presign({ key: 'killed' });
      const runs = Number(process.env['OSSFERRY_KILLS'] ?? 3);
      for (let run = 0; run < runs; run += 1) {
        bench.local.clearRequests();
        const destination = bench.path(`killed-${run}`);
        // It cannot end before it is killed.
        const drip: Fault = { type: 'drip', chunkBytes: 256 * 1024, pauseMs: 1 };
        bench.fault((get) => (get > 4 ? { type: 'stall', afterBodyBytes: 0 } : drip));
        // The record of the object, and one per MiB.
        const records = 3 + Math.floor(Math.random() * 25);
        await killAfter(startChild(url, destination, threads), destination, records);
        bench.local.setFaults(undefined);
        const summary = await download(url, destination, { threads, parallel: 2 });
        expect(summary).toMatchObject({ verified: 'crc64', sizeBytes });
        const twice = bytesSent() - sizeBytes;
        // The bytes buffered by each stream, and those sent to the process after it was killed.
        expect(twice).toBeLessThanOrEqual(2 * 8 * mebibyte);
        expect(summary.resumedBytes).toBeGreaterThan(0);
      }
      expect((await bench.files()).every((name) => !name.endsWith('.ossferry'))).toBe(true);
    },
  );
});

function startChild(url: string, destination: string, threads: number): ChildProcess {
  const script = fileURLToPath(new URL('./download-child.test-support.ts', import.meta.url));
  return spawn(process.execPath, ['--conditions=@ossferry/source', script, url, destination, String(threads)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Kills a process once its journal has this many records. */
async function killAfter(child: ChildProcess, destination: string, records: number): Promise<void> {
  const exited = once(child, 'exit');
  const journal = `${destination}.ossferry/journal`;
  const written = async () => (await readFile(journal, 'latin1').catch(() => '')).split('\n').length - 1;
  while (child.exitCode === null && (await written()) < records) await new Promise((look) => setTimeout(look, 1));
  child.kill('SIGKILL');
  await exited;
}
