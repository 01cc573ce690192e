import { rmSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { placeFile } from './place-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ossferry-'));
  return () => rm(folder, { recursive: true, force: true });
});

const bytes = new TextEncoder().encode('new');
const place = (overwrite = false) => placeFile(bytes, { path: join(folder, 'file'), destination: 'file', overwrite });
const read = () => readFile(join(folder, 'file'), 'utf8');
const files = async () => (await readdir(folder)).sort();
const leave = () => writeFile(join(folder, 'file.ossferry-new'), 'half');

describe('placeFile', () => {
  it('default: the file and nothing else', async () => {
    await place();
    expect([await read(), await files()]).toEqual(['new', ['file']]);
  });

  it('behavior: what a killed process left is taken away', async () => {
    await leave();
    await place();
    expect([await read(), await files()]).toEqual(['new', ['file']]);
  });

  it('behavior: a temporary file is not taken from a process that may yet replace with it', async () => {
    await leave();
    await place(true);
    expect([await read(), await files()]).toEqual(['new', ['file', 'file.ossferry-new']]);
    await utimes(join(folder, 'file.ossferry-new'), 1, 1);
    await place(true);
    expect(await files()).toEqual(['file']);
  });

  it('behavior: many for one name at a time: one of them gets it', async () => {
    const results = await Promise.allSettled([place(), place(), place()]);
    const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason.code);
    expect(failures).toEqual(['DestinationExists', 'DestinationExists']);
    expect([await read(), await files()]).toEqual(['new', ['file']]);
  });

  it.each([false, true])('behavior: the workspace of another destination stays (overwrite: %s)', async (overwrite) => {
    // Of a download to `file.new`, for example.
    await mkdir(join(folder, 'file.new.ossferry'));
    await writeFile(join(folder, 'file.new.ossferry', 'journal'), 'kept');
    await utimes(join(folder, 'file.new.ossferry'), 1, 1);
    await place(overwrite);
    expect([await read(), await files()]).toEqual(['new', ['file', 'file.new.ossferry']]);
    expect(await readdir(join(folder, 'file.new.ossferry'))).toEqual(['journal']);
  });

  it('behavior: is done even when nothing around the file can be tidied up', async () => {
    for (const name of ['file.ossferry-new', 'file.ossferry-checksums']) {
      await mkdir(join(folder, name));
      await utimes(join(folder, name), 1, 1);
    }
    await place(true);
    expect(await read()).toBe('new');
    expect(await files()).toEqual(['file', 'file.ossferry-checksums', 'file.ossferry-new']);
  });

  it('behavior: names of 255 bytes', async () => {
    const name = 'n'.repeat(255);
    await placeFile(bytes, { path: join(folder, name), destination: name, overwrite: false });
    expect(await files()).toEqual([name]);
  });

  it('behavior: the checksums of an older file go, unless the folder was known to be empty', async () => {
    const given = { path: join(folder, 'file'), destination: 'file', overwrite: true };
    await writeFile(join(folder, 'file.ossferry-checksums'), '0123456789abcdef {"ossferry":1}\n');
    await placeFile(bytes, { ...given, folderWasEmpty: true });
    expect(await files()).toEqual(['file', 'file.ossferry-checksums']);
    await placeFile(bytes, given);
    expect(await files()).toEqual(['file']);
  });

  it('error: DestinationExists when whoever has got the name took our temporary file away', async () => {
    const placing = place();
    rmSync(join(folder, 'file.ossferry-new'));
    writeFileSync(join(folder, 'file'), 'theirs');
    await expect(placing).rejects.toMatchObject({ code: 'DestinationExists' });
    expect([await read(), await files()]).toEqual(['theirs', ['file']]);
  });

  it('error: ENOENT when the temporary file is gone and nobody has the name', async () => {
    const placing = place();
    rmSync(join(folder, 'file.ossferry-new'));
    await expect(placing).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await files()).toEqual([]);
  });

  it('error: a failure that has nothing to do with the name is told as it is', async () => {
    await mkdir(join(folder, 'file'));
    await expect(place(true)).rejects.toMatchObject({ code: expect.not.stringMatching('DestinationExists') });
    expect(await files()).toEqual(['file']);
  });

  it('error: DestinationExists leaves the file as it is, and nothing beside it', async () => {
    await writeFile(join(folder, 'file'), 'old');
    await expect(place()).rejects.toMatchObject({ code: 'DestinationExists' });
    expect([await read(), await files()]).toEqual(['old', ['file']]);
  });
});
