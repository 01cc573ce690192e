import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatchFolders } from './batch-folders.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ossferry-'));
  return () => rm(root, { recursive: true, force: true });
});

describe('createBatchFolders', () => {
  it('default: makes a folder with those above it, and says that it was empty', async () => {
    const folders = createBatchFolders();
    expect([folders.make(join(root, 'a/b/one')), folders.make(join(root, 'a/b/two'))]).toEqual([true, true]);
    expect((await stat(join(root, 'a/b'))).isDirectory()).toBe(true);
  });

  it('behavior: a folder that was there may hold what an earlier run left', async () => {
    await mkdir(join(root, 'there'));
    await writeFile(join(root, 'there/left'), '');
    const folders = createBatchFolders();
    expect(folders.make(join(root, 'there/one'))).toBe(false);
    expect(folders.make(join(root, 'there/below/one'))).toBe(true);
  });

  it('behavior: a folder that was there, but empty, is as good as new; what comes into it later is of this batch', async () => {
    const folders = createBatchFolders();
    expect(folders.make(join(root, 'one'))).toBe(true);
    await writeFile(join(root, 'one'), '');
    expect(folders.make(join(root, 'two'))).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)('behavior: an empty folder that may not be written is looked at', async () => {
    await chmod(root, 0o500);
    const found = createBatchFolders().make(join(root, 'one'));
    await chmod(root, 0o700);
    expect(found).toBe(false);
  });

  it('behavior: a folder in which an item failed may hold what that one left', () => {
    const folders = createBatchFolders();
    folders.make(join(root, 'new/one'));
    folders.onFailure(join(root, 'new/one'));
    expect(folders.make(join(root, 'new/two'))).toBe(false);
  });

  it('behavior: a folder is one folder, however it is written', async () => {
    const folders = createBatchFolders();
    expect(folders.make(`${root}/new/one`)).toBe(true);
    await writeFile(join(root, 'new/one'), '');
    expect(folders.make(`${root}/new/../new/./two`)).toBe(true);
    folders.onFailure(`${root}/./new/two`);
    expect(folders.make(`${root}/new/three`)).toBe(false);
  });

  it('behavior: a failure is heard of even where its folder cannot be named', async () => {
    const folders = createBatchFolders();
    folders.make(join(root, 'new/one'));
    await writeFile(join(root, 'new/one'), '');
    const gone = vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw new Error('uv_cwd');
    });
    try {
      expect(() => folders.onFailure('relative')).not.toThrow();
    } finally {
      gone.mockRestore();
    }
    expect(folders.make(join(root, 'new/two'))).toBe(false);
  });

  it('error: FolderMissing where a file is in the way', async () => {
    await writeFile(join(root, 'file'), '');
    expect(() => createBatchFolders().make(join(root, 'file/one'))).toThrow(
      expect.objectContaining({ code: 'FolderMissing' }),
    );
  });
});
