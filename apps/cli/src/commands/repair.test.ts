import { randomBytes } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bucket, filesIn, hasSignals, makeFolder, mebibyte, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();
const sizeBytes = 9 * mebibyte;

/** Stores an object and downloads it; returns the file, and the address of the object. */
async function fetchFile(key: string, ...args: string[]) {
  const body = randomBytes(sizeBytes);
  await cli.local().putObject({ bucket, key, body });
  const folder = await makeFolder();
  const object = `oss://${bucket}/${key}`;
  expect((await cli.run(['get', object, ...args], { cwd: folder })).code).toBe(0);
  return { folder, object, file: join(folder, key), body };
}

async function damage(file: string, offset: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

describe.concurrent('ossferry verify', () => {
  it('default: a file that matches', async () => {
    const { folder, object } = await fetchFile('whole');
    const run = await cli.run(['verify', 'whole', object], { cwd: folder });
    expect(run).toMatchObject({ code: 0, text: 'whole: matches the object, 9.44 MB, CRC-64 verified', stderr: '' });
  });

  it('error: a file that differs from the object', async () => {
    const { folder, object, file } = await fetchFile('bad');
    await damage(file, 5);
    const run = await cli.run(['verify', 'bad', object], { cwd: folder });
    expect(run).toMatchObject({ code: 7, text: 'bad: the CRC-64 differs' });
    expect(run.stderr).toMatch(/^ossferry: "bad" does not match the object: .* ossferry repair, .* \[NotWhole\]\n$/);
    await truncate(file, 1000);
    expect((await cli.run(['verify', 'bad', object], { cwd: folder })).text).toBe(
      `bad: the file has 1000 bytes, the object ${sizeBytes}`,
    );
  });

  it('error: without a CRC-64 and checksums, only the size is verified', async () => {
    const { folder, object } = await fetchFile('silent');
    cli.fault('silent', () => ({ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }));
    const run = await cli.run(['verify', 'silent', object], { cwd: folder });
    expect(run).toMatchObject({ code: 7, text: 'silent: same size as the object (9.44 MB); content not verified' });
    expect(run.stderr).toMatch(/^ossferry: "silent" has the size of the object, .* \[NotVerified\]\n$/);
    const repair = await cli.run(['repair', 'silent', object], { cwd: folder });
    expect(repair).toMatchObject({ code: 7, stderr: expect.stringMatching(/add --no-verify .*\[NotVerified\]/) });
    const accepted = await cli.run(['repair', 'silent', object, '--no-verify'], { cwd: folder });
    expect(accepted).toMatchObject({ code: 0, text: expect.stringContaining('only the size verified') });
  });

  it('option: keep-checksums and json; a URL on stdin', async () => {
    const { folder, object, file } = await fetchFile('json');
    await cli.run(['verify', file, object, '--keep-checksums']);
    expect(await filesIn(folder)).toEqual(['json', 'json.ossferry-checksums']);
    await damage(file, 2 * mebibyte);
    const { text: url } = await cli.run(['sign', object]);
    const run = await cli.run(['verify', file, '-', '--json'], { input: url });
    expect(run.code).toBe(7);
    expect(JSON.parse(run.text)).toMatchObject({
      file,
      whole: false,
      verified: 'crc64',
      badRanges: [{ start: 2 * mebibyte, end: 3 * mebibyte }],
    });
    expect(JSON.parse(run.stderr)).toMatchObject({ error: { code: 'NotWhole', exitCode: 7 } });
  });

  it('error: a missing file; a missing object', async () => {
    const folder = await makeFolder();
    const missing = await cli.run(['verify', 'none', `oss://${bucket}/none`], { cwd: folder });
    expect(missing).toMatchObject({ code: 6, stderr: expect.stringContaining('[FileMissing]') });
    await writeFile(join(folder, 'none'), '');
    const refused = await cli.run(['verify', 'none', `oss://${bucket}/none`], { cwd: folder });
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('NoSuchKey') });
  });
});

describe.concurrent('ossferry repair', () => {
  it('default: with checksums, only the bad range is downloaded', async () => {
    const { folder, object, file, body } = await fetchFile('damaged', '--keep-checksums');
    expect(await filesIn(folder)).toEqual(['damaged', 'damaged.ossferry-checksums']);
    await damage(file, 3 * mebibyte);
    const run = await cli.run(['repair', 'damaged', object], { cwd: folder });
    expect(run).toMatchObject({
      code: 0,
      text: 'damaged: repaired bytes 3145728-4194303; 1.05 MB downloaded; CRC-64 verified',
      stderr: '',
    });
    expect((await readFile(file)).equals(body)).toBe(true);
    const again = await cli.run(['repair', 'damaged', object], { cwd: folder });
    expect(again.text).toBe('damaged: already correct; 0 B downloaded; CRC-64 verified');
  });

  it('default: without checksums, a warning says that all ranges are downloaded', async () => {
    const { object, file, body } = await fetchFile('bare');
    await damage(file, 0);
    const run = await cli.run(['repair', file, object, '--json', '--keep-checksums']);
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^Warning: There is no checksums file .* compared\.\n$/);
    expect(JSON.parse(run.text)).toMatchObject({ file, fetchedBytes: sizeBytes, verified: 'crc64' });
    expect((await readFile(file)).equals(body)).toBe(true);
  });

  it('option: limit-rate reaches the repair', async () => {
    const { object, file, body } = await fetchFile('limited');
    await damage(file, 0);
    // 9.4 MB would take more than an hour.
    const slow = cli.start(['repair', file, object, '--limit-rate', '2k', '--progress', 'json']);
    await slow.until('stderr', /"started"/);
    await wait(300);
    slow.child.kill('SIGINT');
    const stopped = await slow.result;
    expect(stopped.code).toBe(hasSignals ? 130 : null);
    if (hasSignals) expect(stopped.stderr).toContain(`resume; the data is kept in \\"${file}.ossferry-repair\\"`);
    const quick = await cli.run(['repair', file, object, '--limit-rate', '100M']);
    expect(quick.code).toBe(0);
    expect((await readFile(file)).equals(body)).toBe(true);
    const refused = await cli.run(['repair', file, object, '--limit-rate', '10']);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--limit-rate') });
  });

  it('error: checksums of another version', async () => {
    const { object, file } = await fetchFile('moved', '--keep-checksums');
    await cli.local().putObject({ bucket, key: 'moved', body: randomBytes(sizeBytes) });
    const run = await cli.run(['repair', file, object]);
    expect(run).toMatchObject({ code: 7, stderr: expect.stringContaining('[ObjectChanged]') });
  });
});
