import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBatchFolders } from './batch-folders.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ossferry-'));
  return () => rm(root, { recursive: true, force: true });
});

describe('createBatchFolders', () => {
  it('default: makes a folder with those above it, and says that it is new', async () => {
    const folders = createBatchFolders();
    expect([folders.make(join(root, 'a/b/one')), folders.make(join(root, 'a/b/two'))]).toEqual([true, true]);
    expect((await stat(join(root, 'a/b'))).isDirectory()).toBe(true);
  });

  it('behavior: a folder that was there may hold what an earlier run left', async () => {
    await mkdir(join(root, 'there'));
    const folders = createBatchFolders();
    expect(folders.make(join(root, 'there/one'))).toBe(false);
    expect(folders.make(join(root, 'there/below/one'))).toBe(true);
  });

  it('behavior: a folder in which an item failed may hold what that one left', () => {
    const folders = createBatchFolders();
    folders.make(join(root, 'new/one'));
    folders.onFailure(join(root, 'new/one'));
    expect(folders.make(join(root, 'new/two'))).toBe(false);
  });

  it('error: FolderMissing where a file is in the way', async () => {
    await writeFile(join(root, 'file'), '');
    expect(() => createBatchFolders().make(join(root, 'file/one'))).toThrow(
      expect.objectContaining({ code: 'FolderMissing' }),
    );
  });
});
