import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import type { DownloadEvent } from '@ossferry/downloader-core';
import { createJournalCodec } from '@ossferry/downloader-core/internal';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from '../download.test-support.ts';
import { download } from '../download.ts';
import { loadCrc64 } from '../load-crc64.ts';
import { flipBytes, loseChecksum } from './damage.test-support.ts';
import { repair } from './repair.ts';
import { type VerifyOptions, verify } from './verify.ts';

const bench = setUpBench();
const sizeBytes = 3 * mebibyte + 1000;

/** Downloads an object of `sizeBytes`, with its checksums. */
async function fetchFile(key: string, keepChecksums = true): Promise<string> {
  await bench.store(key, sizeBytes);
  const path = bench.path(key);
  await download(await bench.presign({ key }), path, { keepChecksums, partSizeBytes: mebibyte });
  bench.local.clearRequests();
  return path;
}

async function verifyFile(key: string, options: VerifyOptions = {}) {
  const events: DownloadEvent[] = [];
  const onEvent = (event: DownloadEvent) => events.push(event);
  const source = await bench.presign({ key });
  const result = await verify(bench.path(key), source, { retry: quickRetry, onEvent, ...options });
  return { result, warnings: events.flatMap((event) => (event.type === 'warning' ? [event.code] : [])), events };
}

describe('verify', () => {
  it('error: InvalidOption, before a request is sent', async () => {
    await fetchFile('k');
    const refused = verifyFile('k', { pin: 'lax' as never });
    await expect(refused).rejects.toMatchObject({ code: 'InvalidOption', message: expect.stringContaining('pin') });
    for (const use of [verify, repair]) {
      const kinds = use(bench.path('k'), 'https://b.example/k', { retry: 5 as never });
      await expect(kinds).rejects.toMatchObject({ code: 'InvalidOption', message: expect.stringContaining('retry') });
    }
    expect(bench.gets()).toEqual([]);
  });

  it('default: a correct file is verified by the CRC-64 of the object, and one byte is downloaded', async () => {
    await fetchFile('whole', false);
    const { result, events } = await verifyFile('whole');
    expect(result).toMatchObject({ whole: true, verified: 'crc64', sizeBytes, fileBytes: sizeBytes });
    expect(result.crc64).toMatch(/^\d+$/);
    expect(result).not.toHaveProperty('badRanges', expect.anything());
    expect(bench.gets().map(({ bytesSent }) => bytesSent)).toEqual([1]);
    expect(events.at(-1)).toEqual({ type: 'checked', checkedBytes: sizeBytes, totalBytes: sizeBytes });
    expect(await bench.files()).toEqual(['whole']);
  });

  it('default: without checksums, a flipped byte is detected, but not located', async () => {
    await flipBytes(await fetchFile('flipped', false), [mebibyte]);
    const { result } = await verifyFile('flipped');
    expect(result).toMatchObject({ whole: false, verified: 'crc64' });
    expect(result.badRanges).toBeUndefined();
  });

  it('behavior: with checksums, the bad ranges are returned, with adjacent ones joined', async () => {
    await flipBytes(await fetchFile('ranges'), [10, mebibyte + 5, sizeBytes - 1]);
    const { result } = await verifyFile('ranges');
    expect(result.badRanges).toEqual([
      { start: 0, end: 2 * mebibyte },
      { start: 3 * mebibyte, end: sizeBytes },
    ]);
  });

  it.each([true, false])('behavior: a file that is too short or too long (checksums: %s)', async (keepChecksums) => {
    const path = await fetchFile('length', keepChecksums);
    await appendFile(path, 'more');
    const long = (await verifyFile('length')).result;
    expect(long).toMatchObject({ whole: false, fileBytes: sizeBytes + 4 });
    expect(long.badRanges).toEqual(keepChecksums ? [] : undefined);
    await truncate(path, mebibyte + 1);
    const short = (await verifyFile('length')).result;
    expect(short).toMatchObject({ whole: false, fileBytes: mebibyte + 1 });
    expect(short.badRanges).toEqual(keepChecksums ? [{ start: mebibyte, end: sizeBytes }] : undefined);
  });

  it('behavior: an empty object', async () => {
    await bench.store('empty', 0);
    await writeFile(bench.path('empty'), '');
    expect((await verifyFile('empty')).result).toMatchObject({ whole: true, verified: 'crc64', crc64: '0' });
    await writeFile(bench.path('empty'), 'x');
    expect((await verifyFile('empty')).result).toMatchObject({ whole: false, fileBytes: 1 });
  });

  it('behavior: stale checksums are not used, with a warning', async () => {
    await fetchFile('stale');
    await bench.store('stale', sizeBytes);
    const { result, warnings } = await verifyFile('stale');
    expect(result).toMatchObject({ whole: false, verified: 'crc64' });
    expect(result.badRanges).toBeUndefined();
    expect(warnings).toEqual(['ChecksumsStale']);
  });

  it('behavior: a damaged checksums file does not change the result', async () => {
    const path = await fetchFile('torn');
    const checksums = await readFile(`${path}.ossferry-checksums`);
    await writeFile(`${path}.ossferry-checksums`, checksums.subarray(0, checksums.length - 5));
    const torn = await verifyFile('torn');
    expect(torn.result).toMatchObject({ whole: true, badRanges: [] });
    expect(torn.warnings).toEqual(['ChecksumsDamaged']);
    await writeFile(`${path}.ossferry-checksums`, 'something else');
    expect((await verifyFile('torn')).result.whole).toBe(true);
  });

  it.runIf(process.platform !== 'win32')(
    'behavior: a pipe or a folder in place of the checksums file is not opened, and not replaced',
    async () => {
      const path = await fetchFile('blocked', false);
      execFileSync('mkfifo', [`${path}.ossferry-checksums`]);
      const { result, warnings } = await verifyFile('blocked');
      expect(result).toMatchObject({ whole: true, verified: 'crc64' });
      expect(warnings).toEqual(['ChecksumsDamaged']);
      const refused = { code: 'DestinationExists', message: expect.stringContaining('.ossferry-checksums') };
      await expect(verifyFile('blocked', { keepChecksums: true })).rejects.toMatchObject(refused);
      await rm(`${path}.ossferry-checksums`);
      await mkdir(`${path}.ossferry-checksums`);
      expect((await verifyFile('blocked')).warnings).toEqual(['ChecksumsDamaged']);
      await rm(`${path}.ossferry-checksums`, { recursive: true });
      await symlink('blocked.ossferry-checksums', `${path}.ossferry-checksums`); // To itself.
      expect((await verifyFile('blocked')).warnings).toEqual(['ChecksumsDamaged']);
    },
  );

  it('behavior: a large file in place of the checksums file is not read', async () => {
    const path = await fetchFile('huge', false);
    await writeFile(`${path}.ossferry-checksums`, '');
    await truncate(`${path}.ossferry-checksums`, 5 * 1024 * mebibyte);
    const { result, warnings } = await verifyFile('huge');
    expect(result).toMatchObject({ whole: true, verified: 'crc64' });
    expect(warnings).toEqual(['ChecksumsDamaged']);
  });

  it('behavior: a record of no bytes does not end the comparison', async () => {
    const path = await fetchFile('nothing');
    const { encodePiece } = createJournalCodec(await loadCrc64());
    await appendFile(`${path}.ossferry-checksums`, encodePiece({ offset: mebibyte, length: 0, crc64: 0n }));
    expect((await verifyFile('nothing')).result).toMatchObject({ whole: true, badRanges: [] });
  });

  it('option: keepChecksums writes checksums for a later repair, only for a correct file', async () => {
    const path = await fetchFile('later', false);
    await flipBytes(path, [0]);
    await verifyFile('later', { keepChecksums: true });
    expect(await bench.files()).toEqual(['later']);
    await flipBytes(path, [0]);
    await verifyFile('later', { keepChecksums: true });
    expect(await bench.files()).toEqual(['later', 'later.ossferry-checksums']);
    await flipBytes(path, [2 * mebibyte]);
    expect((await verifyFile('later')).result.badRanges).toEqual([{ start: 2 * mebibyte, end: 3 * mebibyte }]);
  });

  it('error: the checksums file is named if it cannot be written', async () => {
    const path = await fetchFile('kept', false);
    await mkdir(`${path}.ossferry-checksums.next`);
    const refused = { code: 'DiskFailed', message: expect.stringContaining(`"${path}.ossferry-checksums"`) };
    await expect(verifyFile('kept', { keepChecksums: true })).rejects.toMatchObject(refused);
  });

  it('behavior: if the server sends no CRC-64, compares the checksums, or else only the length', async () => {
    const path = await fetchFile('silent');
    bench.fault(() => ({ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }));
    expect((await verifyFile('silent')).result).toMatchObject({ whole: true, verified: 'checksums' });
    await flipBytes(path, [7]);
    expect((await verifyFile('silent')).result).toMatchObject({ whole: false, verified: 'checksums' });
    await bench.store('silent', sizeBytes);
    expect((await verifyFile('silent')).result).toMatchObject({ whole: true, verified: 'length' });
  });

  it('behavior: the CRC-64 in a damaged checksums file is compared if the server sends none', async () => {
    const path = await fetchFile('known');
    await loseChecksum(path, 2);
    bench.fault(() => ({ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }));
    const good = { whole: true, verified: 'checksums', badRanges: [] };
    expect((await verifyFile('known', { keepChecksums: true })).result).toMatchObject(good);
    expect((await verifyFile('known')).warnings).toEqual([]);
    await loseChecksum(path, 2);
    expect((await verifyFile('known')).result).toMatchObject(good);
    await flipBytes(path, [0]);
    expect((await verifyFile('known')).result).toMatchObject({ whole: false, verified: 'checksums' });
  });

  it('behavior: only the headers are read from a server without ranges', async () => {
    await fetchFile('ranges-ignored', false);
    bench.fault(() => ({ type: 'ignore-range' }));
    expect((await verifyFile('ranges-ignored')).result.whole).toBe(true);
  });

  it('behavior: retries if the server is busy', async () => {
    await fetchFile('busy', false);
    bench.fault((get) => (get < 3 ? { type: 'respond', status: 503 } : undefined));
    expect((await verifyFile('busy')).result.whole).toBe(true);
  });

  it('option: signal', async () => {
    await fetchFile('aborted', false);
    const reason = new Error('enough');
    await expect(verifyFile('aborted', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const stop = new AbortController();
    const onEvent = ({ type }: DownloadEvent) => type === 'checked' && stop.abort(reason);
    await expect(verifyFile('aborted', { signal: stop.signal, onEvent })).rejects.toBe(reason);
  });

  it('error: an error of onEvent is passed on as it is', async () => {
    await fetchFile('strict');
    const reason = new Error('no more');
    const onEvent = ({ type }: DownloadEvent) => {
      if (type === 'checked') throw reason;
    };
    await expect(verifyFile('strict', { onEvent })).rejects.toBe(reason);
  });

  it('error: no file, a folder, no object', async () => {
    const source = await bench.presign({ key: 'missing' });
    await expect(verify(bench.path('missing'), source)).rejects.toMatchObject({ code: 'FileMissing', phase: 'disk' });
    await expect(verify(bench.folder(), source)).rejects.toMatchObject({ code: 'NotAFile' });
    await writeFile(bench.path('missing'), 'x');
    await expect(verify(bench.path('missing'), source)).rejects.toMatchObject({ code: 'NoSuchKey' });
  });

  it.runIf(process.platform !== 'win32')(
    'error: a pipe is not opened, because that would wait for its other end',
    async () => {
      execFileSync('mkfifo', [bench.path('pipe')]);
      const source = await bench.presign({ key: 'missing' });
      await expect(verify(bench.path('pipe'), source)).rejects.toMatchObject({ code: 'NotAFile', phase: 'disk' });
    },
  );
});
