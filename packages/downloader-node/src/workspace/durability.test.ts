import { fstatSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatchFolders } from '../batch/batch-folders.ts';
import { openFileWorkspace } from './file-workspace.ts';
import { placeFile } from './place-file.ts';
import { replaceFile } from './replace-file.ts';
import { syncFolder } from './sync-folder.ts';

/** Operations in order: when bytes are synced, and when a name appears. */
const log = vi.hoisted(() => [] as string[]);

vi.mock('node:fs', async (load) => {
  const original = await load<typeof import('node:fs')>();
  return {
    ...original,
    openSync(...given: Parameters<typeof original.openSync>) {
      if (typeof given[1] === 'number' && given[1] & (original.constants.O_DSYNC ?? 0)) log.push('writes are synced');
      return original.openSync(...given);
    },
    fdatasync(...given: Parameters<typeof original.fdatasync>) {
      log.push('writes are synced');
      original.fdatasync(...given);
    },
    fsync(...given: Parameters<typeof original.fsync>) {
      log.push(original.fstatSync(given[0]).isDirectory() ? 'folder is synced' : 'file is synced');
      original.fsync(...given);
    },
    linkSync(...given: Parameters<typeof original.linkSync>) {
      log.push(`${basename(String(given[1]))} appears`);
      original.linkSync(...given);
    },
    renameSync(...given: Parameters<typeof original.renameSync>) {
      log.push(`${basename(String(given[1]))} appears`);
      original.renameSync(...given);
    },
  };
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ossferry-'));
  const probe = await open(join(folder, 'probe'), 'w');
  const handle: FileHandle = Object.getPrototypeOf(probe);
  await probe.close();
  await rm(join(folder, 'probe'));
  for (const name of ['sync', 'datasync'] as const) {
    const original = handle[name];
    vi.spyOn(handle, name).mockImplementation(function (this: FileHandle) {
      log.push(fstatSync(this.fd).isFile() ? 'file is synced' : 'folder is synced');
      return original.call(this);
    });
  }
  return () => rm(folder, { recursive: true, force: true });
});

/** The operations of an act. */
async function logOf(act: () => Promise<unknown>): Promise<string[]> {
  log.length = 0;
  await act();
  return [...log];
}

describe.skipIf(process.platform === 'win32')('durability', () => {
  it('behavior: a workspace syncs its bytes before the file appears, and its name afterwards', async () => {
    const workspace = await openFileWorkspace(join(folder, 'file'));
    expect(await logOf(workspace.commit)).toEqual(['file is synced', 'file appears', 'folder is synced']);
    await workspace.release();
  });

  it('behavior: the names of new folders are synced with the first file in them', async () => {
    const placeIn = (name: string) => {
      const path = join(folder, 'new/below', name);
      createBatchFolders().make(path);
      return placeFile(new Uint8Array(1), { path, destination: path, overwrite: false, folderWasEmpty: true });
    };
    const synced = (log: readonly string[]) => log.filter((line) => line === 'folder is synced').length;
    expect(synced(await logOf(() => placeIn('first')))).toBe(3);
    expect(synced(await logOf(() => placeIn('second')))).toBe(1);
  });

  it('option: keepChecksums syncs the checksums before the file appears', async () => {
    const workspace = await openFileWorkspace(join(folder, 'file'), { keepChecksums: true });
    expect(await logOf(workspace.commit)).toEqual([
      'file is synced',
      'file is synced',
      'file appears',
      'folder is synced',
      'file.ossferry-checksums appears',
      'folder is synced',
    ]);
    await workspace.release();
  });

  it('behavior: sync syncs the bytes, and a journal is synced before it replaces the previous one', async () => {
    const workspace = await openFileWorkspace(join(folder, 'file'));
    expect(await logOf(workspace.sync)).toEqual(['file is synced']);
    const replace = () => workspace.replaceJournal(Buffer.from('a record\n'));
    expect(await logOf(replace)).toEqual(['file is synced', 'journal appears']);
    await workspace.release();
  });

  it('behavior: a small file is synced before it appears', async () => {
    const place = { path: join(folder, 'file'), destination: 'file', overwrite: false };
    const placed = await logOf(() => placeFile(Buffer.from('bytes'), place));
    expect(placed).toEqual(['writes are synced', 'file appears', 'folder is synced']);
  });

  it('behavior: calls during a sync of a folder share the next one, because the running one may have missed their names', async () => {
    const synced = await logOf(async () => {
      const calls = [syncFolder(folder), syncFolder(folder), syncFolder(folder)];
      expect([calls[0] === calls[1], calls[1] === calls[2]]).toEqual([false, true]);
      await Promise.all(calls);
    });
    expect(synced).toEqual(['folder is synced', 'folder is synced']);
    expect(await logOf(() => syncFolder(folder))).toEqual(['folder is synced']);
  });

  it('behavior: a file is synced before it replaces another', async () => {
    const replaced = await logOf(() => replaceFile(join(folder, 'file'), Buffer.from('bytes')));
    expect(replaced).toEqual(['file is synced', 'file appears', 'folder is synced']);
  });
});
