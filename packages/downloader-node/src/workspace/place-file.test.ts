import { rmSync, statSync, writeFileSync } from 'node:fs';
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
  it('default: writes the file and leaves no other files', async () => {
    await place();
    expect([await read(), await files()]).toEqual(['new', ['file']]);
  });

  it.skipIf(process.platform === 'win32')('behavior: the temporary file of a private file is private', async () => {
    await writeFile(join(folder, 'file'), 'mine', { mode: 0o600 });
    const placing = place(true);
    expect(statSync(join(folder, 'file.ossferry-new')).mode & 0o777).toBe(0o600);
    await placing;
  });

  it.runIf(process.platform === 'linux')('behavior: leaves no file open', async () => {
    const openFiles = async () => (await readdir('/proc/self/fd')).length;
    const before = await openFiles();
    for (const name of ['a', 'b', 'c', 'd']) {
      await writeFile(join(folder, `${name}.ossferry-checksums`), 'notes');
      await placeFile(bytes, { path: join(folder, name), destination: name, overwrite: false });
    }
    expect(await openFiles()).toBeLessThan(before + 4);
  });

  it('behavior: the temporary file of a killed process is deleted', async () => {
    await leave();
    await place();
    expect([await read(), await files()]).toEqual(['new', ['file']]);
  });

  it('behavior: with overwrite, a recent temporary file of another process is kept', async () => {
    await leave();
    await place(true);
    expect([await read(), await files()]).toEqual(['new', ['file', 'file.ossferry-new']]);
    await utimes(join(folder, 'file.ossferry-new'), 1, 1);
    await place(true);
    expect(await files()).toEqual(['file']);
  });

  it('behavior: of many concurrent calls for one name, one succeeds', async () => {
    const results = await Promise.allSettled([place(), place(), place()]);
    const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason.code);
    expect(failures).toEqual(['DestinationExists', 'DestinationExists']);
    expect([await read(), await files()]).toEqual(['new', ['file']]);
  });

  it.each([false, true])(
    'behavior: the workspace of another destination is kept (overwrite: %s)',
    async (overwrite) => {
      // For example of a download to `file.new`.
      await mkdir(join(folder, 'file.new.ossferry'));
      await writeFile(join(folder, 'file.new.ossferry', 'journal'), 'kept');
      await utimes(join(folder, 'file.new.ossferry'), 1, 1);
      await place(overwrite);
      expect([await read(), await files()]).toEqual(['new', ['file', 'file.new.ossferry']]);
      expect(await readdir(join(folder, 'file.new.ossferry'))).toEqual(['journal']);
    },
  );

  it('behavior: succeeds even if the cleanup fails', async () => {
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

  it('behavior: the checksums of an older file are deleted, unless the folder was empty', async () => {
    const given = { path: join(folder, 'file'), destination: 'file', overwrite: true };
    await writeFile(join(folder, 'file.ossferry-checksums'), '0123456789abcdef {"ossferry":1}\n');
    await placeFile(bytes, { ...given, folderWasEmpty: true });
    expect(await files()).toEqual(['file', 'file.ossferry-checksums']);
    await placeFile(bytes, given);
    expect(await files()).toEqual(['file']);
  });

  it('error: DestinationExists if a faster call deleted the temporary file', async () => {
    const placing = place();
    rmSync(join(folder, 'file.ossferry-new'));
    writeFileSync(join(folder, 'file'), 'theirs');
    await expect(placing).rejects.toMatchObject({ code: 'DestinationExists' });
    expect([await read(), await files()]).toEqual(['theirs', ['file']]);
  });

  it('error: ENOENT if the temporary file was deleted and the name is free', async () => {
    const placing = place();
    rmSync(join(folder, 'file.ossferry-new'));
    await expect(placing).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await files()).toEqual([]);
  });

  it('error: other errors are passed on unchanged', async () => {
    await mkdir(join(folder, 'file'));
    await expect(place(true)).rejects.toMatchObject({ code: expect.not.stringMatching('DestinationExists') });
    expect(await files()).toEqual(['file']);
  });

  it('error: DestinationExists does not change the file, and leaves no other files', async () => {
    await writeFile(join(folder, 'file'), 'old');
    await expect(place()).rejects.toMatchObject({ code: 'DestinationExists' });
    expect([await read(), await files()]).toEqual(['old', ['file']]);
  });
});
