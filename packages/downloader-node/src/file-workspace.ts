import { createHash } from 'node:crypto';
import {
  type FileHandle,
  link,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { OssError } from '@ossferry/contract';
import type { Workspace } from '@ossferry/downloader-core';
import { diskFull, onDisk } from './disk-error.ts';
import { type FileLock, takeFileLock } from './file-lock.ts';
import { writeFully } from './write-fully.ts';

/** A workspace in a folder beside the destination, so that the file can be renamed into its place. */
export interface FileWorkspace extends Workspace {
  /** The file that becomes the destination. */
  readonly dataPath: string;
  readonly descriptor: number;
}

export interface FileWorkspaceOptions {
  /** Replace a destination that exists. @default false */
  readonly overwrite?: boolean | undefined;
}

/**
 * Opens the workspace of a destination, `<destination>.ossferry/` with `data`, `journal` and `lock`. Fails before
 * anything is fetched with `DestinationIsFolder`, `DestinationExists`, `DestinationForbidden`, `FolderMissing` or
 * `DestinationBusy`.
 */
export async function openFileWorkspace(
  destination: string,
  options: FileWorkspaceOptions = {},
): Promise<FileWorkspace> {
  const { overwrite = false } = options;
  const path = resolve(destination);
  await refuseUnfitDestination(destination, path, overwrite);
  const folder = workspaceFolder(path);
  const dataPath = join(folder, 'data');
  const journalPath = join(folder, 'journal');
  return onDisk(destination, async () => {
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    const lock = await takeFileLock(join(folder, 'lock'));
    try {
      const data = await open(dataPath, 'a+').then(async (created) => {
        await created.close(); // 'a+' makes the file where there is none; 'r+' writes at positions.
        return open(dataPath, 'r+');
      });
      const journal = await open(journalPath, 'a+');
      return describeWorkspace({ destination, path, folder, dataPath, journalPath, overwrite, lock, data, journal });
    } catch (error) {
      await lock.release();
      await rmdir(folder).catch(() => undefined);
      throw error;
    }
  });
}

interface OpenWorkspace {
  readonly destination: string;
  readonly path: string;
  readonly folder: string;
  readonly dataPath: string;
  readonly journalPath: string;
  readonly overwrite: boolean;
  readonly lock: FileLock;
  readonly data: FileHandle;
  readonly journal: FileHandle;
}

function describeWorkspace(opened: OpenWorkspace): FileWorkspace {
  const { destination, path, folder, dataPath, journalPath, overwrite, lock, data } = opened;
  let { journal } = opened;
  let kept = false; // Whether there is anything that a later run could use.
  let committed = false;

  const replaceJournal = async (bytes: Uint8Array): Promise<void> => {
    const next = `${journalPath}.next`;
    await writeFile(next, bytes, { flush: true });
    await journal.close();
    await rename(next, journalPath);
    journal = await open(journalPath, 'a+');
    kept = bytes.length > 0;
  };

  return {
    dataPath,
    descriptor: data.fd,
    readJournal: () => onDisk(destination, () => readFile(journalPath)),
    replaceJournal: (bytes) => onDisk(destination, () => replaceJournal(bytes)),
    appendJournal: (bytes) =>
      onDisk(destination, async () => {
        writeFully(journal.fd, bytes);
        kept = true;
      }),
    reset: () =>
      onDisk(destination, async () => {
        await replaceJournal(new Uint8Array());
        await data.truncate(0);
        return true;
      }),
    read: (offset, length) =>
      onDisk(destination, async () => {
        const { bytesRead, buffer } = await data.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      }),
    reserve: (sizeBytes, missingBytes) =>
      onDisk(destination, async () => {
        const { bavail, bsize } = await statfs(folder);
        if (bavail * bsize < missingBytes) throw diskFull(destination, missingBytes, bavail * bsize);
        await data.truncate(sizeBytes);
      }),
    commit: () =>
      onDisk(destination, async () => {
        await data.sync();
        if (overwrite) await rename(dataPath, path);
        else await renameNew(dataPath, path, destination);
        await syncFolder(dirname(path));
        committed = true;
      }),
    async release() {
      await data.close();
      await journal.close();
      if (committed || !kept) await rm(folder, { recursive: true, force: true });
      await lock.release();
    },
  };
}

async function refuseUnfitDestination(destination: string, path: string, overwrite: boolean): Promise<void> {
  if (destination === '' || /[/\\]$/.test(destination) || destination.includes('\0')) {
    throw new OssError({
      code: 'InvalidDestination',
      phase: 'config',
      message: `"${destination}" does not name a file.`,
      advice: 'Give the path of a file.',
    });
  }
  const present = await onDisk(destination, () => stat(path)).catch((error: OssError) => {
    if (error.code === 'FolderMissing') return null; // Or only the file is: making the workspace will tell.
    throw error;
  });
  if (present === null) return;
  if (present.isDirectory()) {
    throw new OssError({
      code: 'DestinationIsFolder',
      phase: 'disk',
      message: `"${destination}" is a folder.`,
      advice: 'Give the name of a file in it.',
    });
  }
  if (!overwrite) throw destinationExists(destination);
}

function destinationExists(destination: string): OssError {
  return new OssError({
    code: 'DestinationExists',
    phase: 'disk',
    message: `"${destination}" exists already.`,
    advice: 'Choose another name, or allow overwriting.',
  });
}

const longestNameBytes = 255;

function workspaceFolder(path: string): string {
  const name = `${basename(path)}.ossferry`;
  if (Buffer.byteLength(name) <= longestNameBytes) return `${path}.ossferry`;
  return join(dirname(path), `${createHash('sha256').update(basename(path)).digest('hex').slice(0, 32)}.ossferry`);
}

// A plain rename would replace a file that appeared since the start; a hard link refuses to.
async function renameNew(from: string, to: string, destination: string): Promise<void> {
  try {
    await link(from, to);
    await unlink(from);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw destinationExists(destination);
    if (code === 'ENOENT') throw error;
    if (await stat(to).catch(() => null)) throw destinationExists(destination); // No hard links on this file system.
    await rename(from, to);
  }
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network file systems do not sync folders; the file itself is safe.
  }
}
