import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import {
  appendFile,
  chmod,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { devNull } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DownloadEvent } from '@ossferry/downloader-core';
import { createJournalCodec } from '@ossferry/downloader-core/internal';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from '../download.test-support.ts';
import { download } from '../download.ts';
import { loadCrc64 } from '../load-crc64.ts';
import { flipBytes, loseChecksum } from './damage.test-support.ts';
import { type RepairOptions, repair } from './repair.ts';
import { verify } from './verify.ts';

const bench = setUpBench();
const sizeBytes = 12 * mebibyte + 777;

interface Fetched {
  readonly path: string;
  readonly bytes: Buffer;
}

async function fetchFile(key: string, keepChecksums = true, length = sizeBytes): Promise<Fetched> {
  const bytes = await bench.store(key, length);
  const path = bench.path(key);
  await download(await bench.presign({ key }), path, { keepChecksums, partSizeBytes: 4 * mebibyte });
  bench.local.clearRequests();
  return { path, bytes };
}

async function repairFile(key: string, options: RepairOptions = {}) {
  const warnings: string[] = [];
  const onEvent = (event: DownloadEvent) => event.type === 'warning' && warnings.push(event.code);
  const source = await bench.presign({ key });
  const summary = await repair(bench.path(key), source, { retry: quickRetry, onEvent, ...options });
  return { summary, warnings };
}

/** The bytes sent, apart from the first request for one byte. */
const bytesSent = () => bench.gets().reduce((sum, request) => sum + request.bytesSent, 0) - 1;

describe('repair with a checksums file', () => {
  it('default: three flipped bytes cost three pieces', async () => {
    const { path, bytes } = await fetchFile('flipped');
    await flipBytes(path, [5, 6 * mebibyte, sizeBytes - 1]);
    const { ino } = await stat(path);
    const { summary, warnings } = await repairFile('flipped');
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(summary).toMatchObject({
      sizeBytes,
      verified: 'crc64',
      cutBytes: 0,
      fetchedBytes: 2 * mebibyte + 777,
      repairedRanges: [
        { start: 0, end: mebibyte },
        { start: 6 * mebibyte, end: 7 * mebibyte },
        { start: 12 * mebibyte, end: sizeBytes },
      ],
    });
    expect(bytesSent()).toBe(2 * mebibyte + 777);
    expect(bench.gets()).toHaveLength(4);
    expect(warnings).toEqual([]);
    expect((await stat(path)).ino).toBe(ino);
    expect(await bench.files()).toEqual(['flipped', 'flipped.ossferry-checksums']);
  });

  it('default: a correct file is not changed', async () => {
    const { path } = await fetchFile('whole');
    const before = await stat(path);
    expect((await repairFile('whole')).summary).toMatchObject({
      repairedRanges: [],
      fetchedBytes: 0,
      verified: 'crc64',
    });
    expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
    expect(bench.gets()).toHaveLength(1);
  });

  it.each([0, 1, 1000])('behavior: small objects of %i bytes', async (length) => {
    const { path, bytes } = await fetchFile('small', true, length);
    await writeFile(path, 'not this at all');
    await repairFile('small');
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('behavior: a missing end is downloaded, and extra bytes are cut off', async () => {
    const { path, bytes } = await fetchFile('length');
    await truncate(path, 10 * mebibyte + 5);
    expect((await repairFile('length')).summary).toMatchObject({
      fetchedBytes: 2 * mebibyte + 777,
      repairedRanges: [{ start: 10 * mebibyte, end: sizeBytes }],
    });
    await appendFile(path, 'too much');
    expect((await repairFile('length')).summary).toMatchObject({ fetchedBytes: 0, repairedRanges: [], cutBytes: 8 });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('behavior: pieces with lost checksums are downloaded, and their checksums restored', async () => {
    const { path, bytes } = await fetchFile('torn');
    const checksums = await readFile(`${path}.ossferry-checksums`);
    await writeFile(`${path}.ossferry-checksums`, Buffer.from(checksums).fill('x', 200, 210));
    await flipBytes(path, [3]);
    const { summary, warnings } = await repairFile('torn');
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(warnings).toEqual(['ChecksumsDamaged']);
    expect(summary.fetchedBytes).toBeLessThanOrEqual(3 * mebibyte);
    expect(summary.repairedRanges).toEqual([{ start: 0, end: mebibyte }]);
    bench.local.clearRequests();
    expect((await repairFile('torn')).warnings).toEqual([]);
  });

  it('behavior: the CRC-64 of the object takes precedence over wrong checksums', async () => {
    const { path, bytes } = await fetchFile('lying');
    const other = await fetchFile('other');
    const [identity = ''] = (await readFile(`${path}.ossferry-checksums`, 'utf8')).split('\n');
    const [, ...pieces] = (await readFile(`${other.path}.ossferry-checksums`, 'utf8')).split('\n');
    await writeFile(`${path}.ossferry-checksums`, [identity, ...pieces].join('\n'));
    await writeFile(path, other.bytes);
    const { warnings } = await repairFile('lying');
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(warnings).toContain('ChecksumsDamaged');
  });

  it('behavior: checksums of the same bytes are used after another upload', async () => {
    const { path, bytes } = await fetchFile('again');
    const codec = createJournalCodec(await loadCrc64());
    const [first = '', ...pieces] = (await readFile(`${path}.ossferry-checksums`, 'utf8')).split('\n');
    const identity = codec.decode(Buffer.from(`${first}\n`))?.identity ?? { sizeBytes: 0 };
    const earlier = Buffer.from(codec.encodeIdentity({ ...identity, etag: '"earlier"', versionId: 'earlier' }));
    await writeFile(`${path}.ossferry-checksums`, `${earlier}${pieces.join('\n')}`);
    expect((await verify(path, await bench.presign({ key: 'again' }))).badRanges).toEqual([]);
    await flipBytes(path, [0]);
    expect((await repairFile('again')).summary).toMatchObject({ fetchedBytes: mebibyte, verified: 'crc64' });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await readFile(`${path}.ossferry-checksums`, 'utf8')).not.toContain('earlier');
  });

  it('error: ObjectChanged if the checksums belong to another object; the file is not changed', async () => {
    const { path, bytes } = await fetchFile('replaced');
    await bench.store('replaced', sizeBytes);
    await expect(repairFile('replaced')).rejects.toMatchObject({ code: 'ObjectChanged', phase: 'verify' });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await bench.files()).toEqual(['replaced', 'replaced.ossferry-checksums']);
  });

  it('error: ObjectChanged if the object is replaced during the repair; the file is not changed', async () => {
    const { path } = await fetchFile('swapped');
    await flipBytes(path, [0, 5 * mebibyte]);
    const before = await readFile(path);
    const body = Buffer.alloc(sizeBytes, 'new');
    bench.fault((get) => (get === 3 ? { type: 'replace-object', body } : undefined));
    await expect(repairFile('swapped', { parallel: 1 })).rejects.toMatchObject({ code: 'ObjectChanged' });
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it('error: ObjectChanged if the object is replaced right after its first response', async () => {
    const { path } = await fetchFile('early');
    await flipBytes(path, [0]);
    const body = Buffer.alloc(sizeBytes, 'new');
    bench.fault((get) => (get === 2 ? { type: 'replace-object', body } : undefined));
    const message = expect.stringMatching(/^The object was replaced while .* Start again to get the new version/);
    await expect(repairFile('early')).rejects.toMatchObject({ code: 'ObjectChanged', message });
  });

  it('error: FileChanged if another file takes the path during the repair; its checksums are kept', async () => {
    const { path, bytes } = await fetchFile('renamed');
    await flipBytes(path, [0]);
    const checksums = await readFile(`${path}.ossferry-checksums`);
    const replaceFile = ({ type }: DownloadEvent) => {
      if (type !== 'started') return;
      writeFileSync(`${path}.new`, 'another file');
      renameSync(`${path}.new`, path);
    };
    await expect(repairFile('renamed', { onEvent: replaceFile })).rejects.toMatchObject({
      code: 'FileChanged',
      message: expect.stringContaining('was replaced'),
    });
    expect(await readFile(path, 'utf8')).toBe('another file');
    expect((await readFile(`${path}.ossferry-checksums`)).equals(checksums)).toBe(true);
    await repairFile('renamed');
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('error: bytes changed in transit are not written to the file', async () => {
    const { path, bytes } = await fetchFile('noisy');
    await flipBytes(path, [100]);
    const before = await readFile(path);
    bench.fault(() => ({ type: 'flip-bit', objectOffset: 200 }));
    await expect(repairFile('noisy')).rejects.toMatchObject({ code: 'ChecksumMismatch' });
    expect((await readFile(path)).equals(before)).toBe(true);
    bench.local.setFaults(undefined);
    await repairFile('noisy');
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });
});

describe('repair with a checksums file, from a server without CRC-64', () => {
  const noCrc64 = { type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } } as const;
  /** Every range that is read with byte 200 of the object has a wrong bit. */
  const noisy = (get: number) => (get === 1 ? noCrc64 : [noCrc64, { type: 'flip-bit', objectOffset: 200 } as const]);

  it.each([
    ['sent one for the download', false],
    ['never sent one', true],
  ])('behavior: the file is verified with the checksums if the server %s', async (_, never) => {
    if (never) bench.fault(() => noCrc64);
    const { path, bytes } = await fetchFile('quiet', true, 3 * mebibyte);
    await flipBytes(path, [100]);
    const before = await readFile(path);
    const checksums = await readFile(`${path}.ossferry-checksums`);
    bench.fault(noisy);
    await expect(repairFile('quiet')).rejects.toMatchObject({ code: 'ChecksumMismatch' });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect((await readFile(`${path}.ossferry-checksums`)).equals(checksums)).toBe(true);
    bench.fault(() => noCrc64);
    const { summary, warnings } = await repairFile('quiet');
    expect(summary).toMatchObject({ verified: 'crc64', fetchedBytes: mebibyte });
    expect(warnings).toEqual([]);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    // The next response may have the CRC-64 again, or still not.
    bench.local.setFaults(undefined);
    expect((await repairFile('quiet')).summary).toMatchObject({ verified: 'crc64', fetchedBytes: 0 });
  });

  it('error: NotVerified if the checksums are incomplete and have no CRC-64 of the object', async () => {
    bench.fault(() => noCrc64);
    const { path } = await fetchFile('partial', true, 3 * mebibyte);
    await loseChecksum(path, 2);
    const refused = { code: 'NotVerified', message: expect.stringContaining('checksums file is damaged') };
    await expect(repairFile('partial')).rejects.toMatchObject(refused);
    expect((await repairFile('partial', { verify: false })).summary).toMatchObject({ verified: 'length' });
  });
});

describe('repair without a checksums file', () => {
  it('default: warns, downloads all ranges, and writes only those that differ', async () => {
    const { path, bytes } = await fetchFile('bare', false);
    await flipBytes(path, [9 * mebibyte]);
    const { summary, warnings } = await repairFile('bare', { keepChecksums: true });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(warnings).toEqual(['NoChecksums']);
    expect(summary.fetchedBytes).toBe(sizeBytes);
    expect(summary.repairedRanges).toEqual([{ start: 9 * mebibyte, end: 10 * mebibyte }]);
    expect(await bench.files()).toEqual(['bare', 'bare.ossferry-checksums']);
    bench.local.clearRequests();
    await flipBytes(path, [1]);
    expect((await repairFile('bare')).summary.fetchedBytes).toBe(mebibyte);
  });

  it('default: a file with the correct CRC-64 costs one byte', async () => {
    await fetchFile('right', false);
    expect((await repairFile('right')).summary).toMatchObject({ fetchedBytes: 0, repairedRanges: [] });
    expect(await bench.files()).toEqual(['right']);
  });

  it('behavior: only the end of a truncated file is downloaded', async () => {
    const { path, bytes } = await fetchFile('short', false);
    await truncate(path, 11 * mebibyte);
    const { summary, warnings } = await repairFile('short');
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(summary.fetchedBytes).toBe(mebibyte + 777);
    expect(warnings).toEqual(['NoChecksums']);
  });

  it('behavior: a truncated file that is also wrong before its end is repaired', async () => {
    const { path, bytes } = await fetchFile('both', false);
    await truncate(path, 11 * mebibyte);
    await flipBytes(path, [mebibyte]);
    const { warnings } = await repairFile('both');
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(warnings).toEqual(['NoChecksums', 'Restarted']);
  });

  it('behavior: extra bytes at the end are cut off', async () => {
    const { path, bytes } = await fetchFile('long', false);
    await appendFile(path, 'tail');
    expect((await repairFile('long')).summary).toMatchObject({ cutBytes: 4, fetchedBytes: 0 });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('behavior: if the server sends no CRC-64, all ranges are downloaded and compared', async () => {
    const { path, bytes } = await fetchFile('silent', false);
    await flipBytes(path, [0]);
    bench.fault(() => ({ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }));
    const { summary } = await repairFile('silent', { verify: false });
    expect(summary).toMatchObject({ verified: 'length', repairedRanges: [{ start: 0, end: mebibyte }] });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it.each([
    ['no CRC-64', { 'x-oss-hash-crc64ecma': null }, 'NotVerified'],
    [
      'a login page',
      { 'x-oss-hash-crc64ecma': null, 'x-oss-request-id': null, 'content-type': 'text/html' },
      'NotAnObject',
    ],
  ])('error: %s; the file is not changed', async (_, headers, code) => {
    const { path } = await fetchFile('good', false);
    const before = await readFile(path);
    await bench.store('good', 1000);
    bench.fault(() => ({ type: 'change-headers', headers }));
    await expect(repairFile('good')).rejects.toMatchObject({ code });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await bench.files()).toEqual(['good']);
  });
});

describe('an interrupted repair', () => {
  it('behavior: continues with the downloaded ranges', async () => {
    const { path, bytes } = await fetchFile('later', false);
    await flipBytes(path, [0, 8 * mebibyte]);
    const before = await readFile(path);
    bench.fault((get) => (get > 6 ? { type: 'disconnect' } : undefined));
    const options = { parallel: 1, partSizeBytes: mebibyte };
    await expect(repairFile('later', options)).rejects.toMatchObject({ code: 'ConnectionLost' });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await bench.files()).toEqual(['later', 'later.ossferry-repair']);
    bench.local.setFaults(undefined);
    const { summary } = await repairFile('later', options);
    expect(summary.fetchedBytes).toBeLessThan(sizeBytes - 4 * mebibyte);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await bench.files()).toEqual(['later']);
  });

  it('behavior: the checksums of a file that replaced the damaged one are used too', async () => {
    const { path, bytes } = await fetchFile('anew', false);
    await flipBytes(path, [0]);
    bench.fault((get) => (get > 4 ? { type: 'disconnect' } : undefined));
    const options = { parallel: 1, partSizeBytes: mebibyte };
    await expect(repairFile('anew', options)).rejects.toMatchObject({ code: 'ConnectionLost' });
    bench.local.setFaults(undefined);
    const source = await bench.presign({ key: 'anew' });
    await download(source, path, { overwrite: true, keepChecksums: true, partSizeBytes: 4 * mebibyte });
    await flipBytes(path, [sizeBytes - 1]);
    expect((await repairFile('anew')).summary).toMatchObject({ fetchedBytes: 777, verified: 'crc64' });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('behavior: a correct file that replaced the damaged one costs one byte', async () => {
    const { path, bytes } = await fetchFile('good', false);
    await flipBytes(path, [0]);
    bench.fault((get) => (get > 4 ? { type: 'disconnect' } : undefined));
    const options = { parallel: 1, partSizeBytes: mebibyte };
    await expect(repairFile('good', options)).rejects.toMatchObject({ code: 'ConnectionLost' });
    bench.local.setFaults(undefined);
    await writeFile(path, bytes);
    expect((await repairFile('good')).summary).toMatchObject({ fetchedBytes: 0, repairedRanges: [] });
    expect(await bench.files()).toEqual(['good']);
  });

  it('option: signal also ends the check of the ranges that are already there', async () => {
    const { path } = await fetchFile('rest');
    // As after a crash before the last step.
    await mkdir(`${path}.ossferry-repair`, { mode: 0o700 });
    await rename(`${path}.ossferry-checksums`, `${path}.ossferry-repair/journal`);
    const stop = new AbortController();
    const onEvent = ({ type }: DownloadEvent) => type === 'checked' && stop.abort(new Error('enough'));
    await expect(repairFile('rest', { signal: stop.signal, onEvent })).rejects.toThrow('enough');
    expect((await repairFile('rest')).summary).toMatchObject({ fetchedBytes: 0, repairedRanges: [] });
  });

  it('behavior: ranges of another version are not used', async () => {
    const { path } = await fetchFile('moved', false);
    await flipBytes(path, [0]);
    bench.fault((get) => (get > 6 ? { type: 'disconnect' } : undefined));
    const options = { parallel: 1, partSizeBytes: mebibyte };
    await expect(repairFile('moved', options)).rejects.toMatchObject({ code: 'ConnectionLost' });
    bench.local.setFaults(undefined);
    const bytes = await bench.store('moved', sizeBytes);
    await repairFile('moved', options);
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it('behavior: interrupted while writing to the file, is completed by the next one', async () => {
    const { path, bytes } = await fetchFile('half', true);
    await flipBytes(path, [0, 8 * mebibyte]);
    bench.fault((get) => {
      if (get === 3) return { type: 'disconnect', afterBodyBytes: mebibyte - 1 };
      return get > 3 ? { type: 'disconnect' } : undefined;
    });
    await expect(repairFile('half', { parallel: 1 })).rejects.toMatchObject({ code: 'ConnectionLost' });
    bench.local.setFaults(undefined);
    // As after a crash during a write: half of the piece is new, and a part of it is garbage.
    const file = await open(path, 'r+');
    await file.write(bytes, 0, 1000, 0);
    await file.write(Buffer.alloc(1000), 0, 1000, 2000);
    await file.close();
    bench.local.clearRequests();
    const { summary } = await repairFile('half');
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(summary.fetchedBytes).toBe(1);
  });

  it('behavior: killed at any time, leaves the file no worse, and the next one completes it', async () => {
    const { path, bytes } = await fetchFile('killed', false, 24 * mebibyte);
    const { url } = await bench.presign({ key: 'killed' });
    for (let run = 0; run < Number(process.env['OSSFERRY_KILLS'] ?? 3); run += 1) {
      const offsets = Array.from({ length: 12 }, (_, index) => index * 2 * mebibyte + run);
      await flipBytes(path, offsets);
      await killAfter(startChild(path, url), Math.random() * bytes.length);
      const wrong = differences(await readFile(path), bytes);
      expect(offsets).toEqual(expect.arrayContaining(wrong));
      await repair(path, url, { retry: quickRetry });
      expect((await readFile(path)).equals(bytes)).toBe(true);
    }
    expect(await bench.files()).toEqual(['killed']);
  });
});

describe('repair', () => {
  it('behavior: two concurrent repairs do not interfere', async () => {
    const { path } = await fetchFile('twice');
    await flipBytes(path, [0]);
    const [first, second] = await Promise.allSettled([repairFile('twice'), repairFile('twice')]);
    const codes = [first, second].map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code)).sort();
    expect(codes).toEqual(['DestinationBusy', 'done']);
  });

  it.runIf(process.platform !== 'win32')(
    'behavior: a symbolic link stays, with the checksums of its target',
    async () => {
      const { path, bytes } = await fetchFile('target');
      await mkdir(bench.path('links'));
      const name = bench.path('links/name');
      await symlink('../target', name);
      await flipBytes(path, [0]);
      const source = await bench.presign({ key: 'target' });
      expect((await verify(name, source)).badRanges).toEqual([{ start: 0, end: mebibyte }]);
      const both = await Promise.allSettled([repair(name, source), repair(path, source)]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']); // DestinationBusy
      await flipBytes(path, [0]);
      expect((await repair(name, source, { keepChecksums: true })).fetchedBytes).toBe(mebibyte);
      expect((await readFile(path)).equals(bytes)).toBe(true);
      expect(await readdir(bench.path('links'))).toEqual(['name']);
      expect((await lstat(name)).isSymbolicLink()).toBe(true);
    },
  );

  it('behavior: hard links of the file get the same bytes', async () => {
    const { path, bytes } = await fetchFile('linked');
    await link(path, bench.path('name'));
    await flipBytes(path, [0]);
    await repairFile('linked');
    expect((await readFile(bench.path('name'))).equals(bytes)).toBe(true);
  });

  it('error: a missing or read-only file', async () => {
    const source = await bench.presign({ key: 'none' });
    await expect(repair(bench.path('none'), source)).rejects.toMatchObject({ code: 'FileMissing' });
    await expect(repair(bench.folder(), source)).rejects.toMatchObject({ code: 'NotAFile' });
    await expect(repair(devNull, source)).rejects.toMatchObject({ code: 'NotAFile', phase: 'disk' });
    if (process.getuid?.() === 0 || process.platform === 'win32') return; // root can write to any file
    const { path } = await fetchFile('read-only');
    await chmod(path, 0o400);
    await expect(repairFile('read-only')).rejects.toMatchObject({ code: 'DestinationForbidden' });
    expect(bench.gets()).toEqual([]);
  });

  it('option: limitRateBytesPerSecond', async () => {
    const { path, bytes } = await fetchFile('limited', false, 3 * mebibyte);
    await flipBytes(path, [0]);
    // A piece of 1 MiB would take a quarter of an hour.
    const slowly = { limitRateBytesPerSecond: 1024, signal: AbortSignal.timeout(300) };
    await expect(repairFile('limited', slowly)).rejects.toMatchObject({ name: 'TimeoutError' });
    await repairFile('limited', { limitRateBytesPerSecond: 100 * mebibyte });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    await expect(repairFile('limited', { limitRateBytesPerSecond: 1 })).rejects.toMatchObject({
      code: 'InvalidOption',
    });
  });

  it('option: signal', async () => {
    const { path } = await fetchFile('aborted');
    await flipBytes(path, [0]);
    const before = await readFile(path);
    const reason = new Error('enough');
    await expect(repairFile('aborted', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect((await readFile(path)).equals(before)).toBe(true);
  });
});

describe('download', () => {
  it('option: keepChecksums keeps them next to the file; a file that replaces it deletes them', async () => {
    const { path } = await fetchFile('kept');
    expect(await bench.files()).toEqual(['kept', 'kept.ossferry-checksums']);
    expect(await readFile(`${path}.ossferry-checksums`, 'utf8')).not.toMatch(/signature|http/i);
    await download(await bench.presign({ key: 'kept' }), path, { overwrite: true });
    expect(await bench.files()).toEqual(['kept']);
  });
});

/** Offsets at which two buffers differ. */
function differences(left: Buffer, right: Buffer): number[] {
  expect(left.length).toBe(right.length);
  const offsets: number[] = [];
  for (let start = 0; start < left.length; start += 65_536) {
    if (left.subarray(start, start + 65_536).equals(right.subarray(start, start + 65_536))) continue;
    for (let offset = start; offset < Math.min(start + 65_536, left.length); offset += 1) {
      if (left[offset] !== right[offset]) offsets.push(offset);
    }
  }
  return offsets;
}

function startChild(file: string, url: string): ChildProcess {
  const script = fileURLToPath(new URL('./repair-child.test-support.ts', import.meta.url));
  return spawn(process.execPath, ['--conditions=@ossferry/source', script, file, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function killAfter(child: ChildProcess, durableBytes: number): Promise<void> {
  const exited = once(child, 'exit');
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface(child.stdout)) if (Number(line) >= durableBytes) break;
  child.kill('SIGKILL');
  await exited;
}
