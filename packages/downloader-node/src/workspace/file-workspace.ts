import { constants, type Dirent, existsSync } from 'node:fs';
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sink, Workspace } from '@ossferry/downloader-core';
import { hasCode } from '../has-code.ts';
import { acquireFileLock, type FileLock } from '../lock/file-lock.ts';
import { absolutePath, checkDestinationName, checkPlace } from './check-destination.ts';
import { checksumsPath, dropChecksums, refuseForeignChecksums } from './checksums-path.ts';
import { diskError, diskFull, onDisk, workspaceForeign, workspaceGone } from './disk-error.ts';
import { createFileSink } from './file-sink.ts';
import { moveIntoPlace } from './move-into-place.ts';
import { prepareFile } from './replace-file.ts';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';
import { writeFully } from './write-fully.ts';

/** The suffix of a workspace's folder. */
export const workspaceSuffix = '.ossferry';

/** A workspace in a folder next to the destination, so that the file can be renamed. */
export interface FileWorkspace extends Workspace {
  /** The file that becomes the destination. */
  readonly dataPath: string;
  /** Writes to that file. */
  readonly sink: Sink;
}

export interface FileWorkspaceOptions {
  /** Replace an existing destination. @default false */
  readonly overwrite?: boolean | undefined;
  /** Keep the journal as the checksums file of the destination. @default false */
  readonly keepChecksums?: boolean | undefined;
  /** The suffix of the workspace's folder. @default '.ossferry' */
  readonly suffix?: string | undefined;
}

/**
 * Opens the workspace of a destination, `<destination>.ossferry/` with `data`, `journal` and `lock`. Fails with
 * `DestinationIsFolder`, `DestinationExists`, `DestinationForbidden`, `FolderMissing`, `DestinationBusy`, or
 * `WorkspaceForeign` if the folder contains other files or another user controls it.
 */
export async function openFileWorkspace(
  destination: string,
  options: FileWorkspaceOptions = {},
): Promise<FileWorkspace> {
  const { overwrite = false, keepChecksums = false, suffix = workspaceSuffix } = options;
  checkDestinationName(destination);
  const path = absolutePath(destination);
  checkPlace(destination, path, overwrite);
  if (keepChecksums) refuseForeignChecksums(path);
  const folder = siblingPath(path, suffix);
  const dataPath = join(folder, dataName);
  const journalPath = join(folder, journalName);
  return onDisk(destination, async () => {
    const lock = await lockFolder(folder);
    let data: FileHandle | undefined;
    try {
      data = await open(dataPath, dataFlags);
      const journal = await open(journalPath, journalFlags);
      const { size: journalBytes } = await journal.stat();
      const paths = { destination, path, folder, dataPath, journalPath };
      return makeWorkspace({ ...paths, overwrite, keepChecksums, lock, data, journal, journalBytes });
    } catch (error) {
      try {
        await data?.close();
        // On a full disk, the first file may have been created, but not the second.
        if (!existsSync(journalPath)) await rm(dataPath, { force: true });
      } catch {
        // The original error is more important.
      }
      lock.release();
      await rmdir(folder).catch(() => undefined);
      throw error;
    }
  });
}

const dataName = 'data';
const journalName = 'journal';
const nextJournalName = `${journalName}.next`;
const lockName = 'lock';

// Otherwise, a link in the folder could redirect writes to another file. Windows has no such flag.
const noLink = constants.O_NOFOLLOW ?? 0;
const dataFlags = constants.O_RDWR | constants.O_CREAT | noLink;
const journalFlags = dataFlags | constants.O_APPEND;
const nextJournalFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noLink;

/**
 * Creates the folder if it does not exist, and locks it. The previous holder of the lock may be deleting the folder. Only
 * its owner can enter it: the data of a private file must not be readable, nor replaceable, before it has its mode.
 */
async function lockFolder(folder: string): Promise<FileLock> {
  for (let tries = 1; ; tries += 1) {
    await mkdir(folder, 0o700).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
      return refuseForeign(folder);
    });
    try {
      return acquireFileLock(join(folder, lockName));
    } catch (error) {
      if (hasCode(error, 'ENOENT') && tries < 10) continue;
      // A full disk may have space for a folder, but not for a lock. A folder in use is not empty, and stays.
      await rmdir(folder).catch(() => undefined);
      throw forFolder(error, folder);
    }
  }
}

/** If another user's download created the folder, its owner and mode are the problem, not the destination's. */
function forFolder(error: unknown, folder: string): unknown {
  return hasCode(error, 'EACCES') ? diskError(error, folder) : error;
}

/** Refuses a folder that no download of this user created: it is emptied at the end, and its owner controls its files. */
async function refuseForeign(folder: string): Promise<void> {
  try {
    const found = await lstat(folder);
    if (found.isSymbolicLink()) throw workspaceForeign(folder, 'is a link');
    if (!found.isDirectory()) return; // Creating the lock fails with the right error.
    if ((await isSticky(dirname(folder))) && found.uid !== process.geteuid?.()) {
      throw workspaceForeign(folder, 'is owned by another user');
    }
    const foreign = (await readdir(folder, { withFileTypes: true })).find((entry) => !isOurs(entry));
    if (foreign !== undefined) throw workspaceForeign(folder, `contains ${JSON.stringify(foreign.name.slice(0, 80))}`);
  } catch (error) {
    // The folder was deleted in the meantime: acquiring the lock fails too, and is tried again.
    if (hasCode(error, 'ENOENT')) return;
    throw forFolder(error, folder);
  }
}

/**
 * Whether users of a folder can only replace their own files in it, as in `/tmp`. There, the owner of a workspace could
 * still replace verified data. In other folders, the users can replace the finished file anyway.
 */
async function isSticky(folder: string): Promise<boolean> {
  return ((await stat(folder)).mode & 0o1000) !== 0;
}

const fileNames: readonly string[] = [dataName, journalName, nextJournalName];
/** Created by operating systems in any folder. */
const systemFiles: readonly string[] = ['.DS_Store', 'Thumbs.db', 'desktop.ini'];

function isOurs(entry: Dirent): boolean {
  const { name } = entry;
  if (!entry.isFile()) return false;
  const isLock = name === lockName || name.startsWith(`${lockName}.`);
  // NFS shows a file that is deleted, but still open, as `.nfs…`.
  return isLock || fileNames.includes(name) || systemFiles.includes(name) || name.startsWith('.nfs');
}

/** Deletes all files except the lock, which is released last. */
async function emptyFolder(folder: string): Promise<void> {
  for (const name of [...fileNames, ...systemFiles]) await rm(join(folder, name), { force: true });
}

interface OpenWorkspace {
  readonly destination: string;
  readonly path: string;
  readonly folder: string;
  readonly dataPath: string;
  readonly journalPath: string;
  readonly overwrite: boolean;
  readonly keepChecksums: boolean;
  readonly lock: FileLock;
  readonly data: FileHandle;
  readonly journal: FileHandle;
  readonly journalBytes: number;
}

function makeWorkspace(opened: OpenWorkspace): FileWorkspace {
  const { destination, path, folder, dataPath, journalPath, overwrite, keepChecksums, lock, data } = opened;
  let { journal } = opened;
  let kept = opened.journalBytes > 0; // Whether a later run can resume.
  let committed = false;

  /** Reports a deleted workspace folder as such, not as a missing folder of the destination. */
  const inFolder = <T>(operation: () => Promise<T>): Promise<T> =>
    onDisk(destination, () =>
      operation().catch((error: unknown) => {
        throw hasCode(error, 'ENOENT') && !committed && !existsSync(dataPath) ? workspaceGone(folder) : error;
      }),
    );

  const replaceJournal = async (bytes: Uint8Array): Promise<void> => {
    const next = join(folder, nextJournalName);
    await writeFile(next, bytes, { flush: true, flag: nextJournalFlags });
    await journal.close();
    await rename(next, journalPath);
    journal = await open(journalPath, journalFlags);
    kept = bytes.length > 0;
  };

  return {
    dataPath,
    sink: createFileSink(data.fd, destination),
    readJournal: () => inFolder(() => readFile(journalPath)),
    replaceJournal: (bytes) => inFolder(() => replaceJournal(bytes)),
    appendJournal: (bytes) =>
      onDisk(destination, async () => {
        writeFully(journal.fd, bytes);
        kept = true;
      }),
    reset: () =>
      inFolder(async () => {
        await replaceJournal(new Uint8Array());
        await data.truncate(0);
        return true;
      }),
    read: (offset, length) =>
      onDisk(destination, async () => {
        const { bytesRead, buffer } = await data.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      }),
    sync: () => onDisk(destination, () => data.datasync()),
    reserve: (sizeBytes, missingBytes) =>
      inFolder(async () => {
        const { bavail, bsize } = await statfs(folder);
        if (bavail * bsize < missingBytes) throw diskFull(destination, missingBytes, bavail * bsize);
        await data.truncate(sizeBytes);
      }),
    commit: () =>
      inFolder(async () => {
        await data.sync();
        const checksums = keepChecksums
          ? await prepareFile(checksumsPath(path), await readFile(journalPath))
          : undefined;
        try {
          moveIntoPlace(dataPath, path, destination, overwrite);
        } catch (error) {
          await checksums?.discard(); // The existing checksums belong to the existing file.
          throw error;
        }
        committed = true;
        await syncFolder(dirname(path));
        if (checksums === undefined) dropChecksums(path);
        else await checksums.place();
      }),
    async release() {
      const isOver = committed || !kept;
      try {
        await data.close();
        await journal.close();
        if (isOver) await emptyFolder(folder).catch(() => undefined); // The next run deletes the rest.
      } finally {
        lock.release();
      }
      // Without the lock, another download may already use the folder: it is only deleted if it is empty.
      if (isOver) await rmdir(folder).catch(() => undefined);
    },
  };
}
