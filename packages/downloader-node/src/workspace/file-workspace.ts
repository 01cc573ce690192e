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
  statfs,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sink, Workspace } from '@ossferry/downloader-core';
import { isCode } from '../lock/create-exclusive.ts';
import { acquireFileLock, type FileLock } from '../lock/file-lock.ts';
import { absolutePath, checkDestinationName, checkPlace } from './check-destination.ts';
import { checksumsPath, dropChecksums, refuseForeignChecksums } from './checksums-path.ts';
import { diskError, diskFull, onDisk, workspaceForeign, workspaceGone } from './disk-error.ts';
import { createFileSink } from './file-sink.ts';
import { prepareFile } from './replace-file.ts';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';
import { takeName } from './take-name.ts';
import { writeFully } from './write-fully.ts';

/** What the name of a workspace's folder ends with. */
export const workspaceSuffix = '.ossferry';

/** A workspace in a folder beside the destination, so that the file can be renamed into its place. */
export interface FileWorkspace extends Workspace {
  /** The file that becomes the destination. */
  readonly dataPath: string;
  /** Writes into that file. */
  readonly sink: Sink;
}

export interface FileWorkspaceOptions {
  /** Replace a destination that exists. @default false */
  readonly overwrite?: boolean | undefined;
  /** Leave the journal as the checksums file of the destination. @default false */
  readonly keepChecksums?: boolean | undefined;
  /** The folder of the destination was empty when the run began: nothing of an earlier one can be in it. @default false */
  readonly folderWasEmpty?: boolean | undefined;
  /** What the name of the folder ends with. @default '.ossferry' */
  readonly suffix?: string | undefined;
}

/**
 * Opens the workspace of a destination, `<destination>.ossferry/` with `data`, `journal` and `lock`. Fails before
 * anything is fetched with `DestinationIsFolder`, `DestinationExists`, `DestinationForbidden`, `FolderMissing`,
 * `DestinationBusy` or, when the folder is somebody else's, `WorkspaceForeign`.
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
        // A full disk may take one file of ours, and not the next.
        if (!existsSync(journalPath)) await rm(dataPath, { force: true });
      } catch {
        // What cannot be tidied up is less than the reason.
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

// A link in the place of a file of ours would have us write into the file of somebody else. Windows has no such flag.
const noLink = constants.O_NOFOLLOW ?? 0;
const dataFlags = constants.O_RDWR | constants.O_CREAT | noLink;
const journalFlags = dataFlags | constants.O_APPEND;
const nextJournalFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noLink;

/** Makes the folder where there is none. Whoever had it before may be taking it away at this very moment. */
async function lockFolder(folder: string): Promise<FileLock> {
  for (let tries = 1; ; tries += 1) {
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return refuseForeign(folder);
    });
    try {
      return acquireFileLock(join(folder, lockName));
    } catch (error) {
      if (isCode(error, 'ENOENT') && tries < 10) continue;
      await rmdir(folder).catch(() => undefined); // A full disk takes a folder and no lock; one that is in use is not empty.
      // Somebody else's download made it: it is not the destination whose owner and mode are to be looked at.
      throw isCode(error, 'EACCES') ? diskError(error, folder) : error;
    }
  }
}

/** Refuses a folder that no download made, before anything in it is touched: at the end it would be emptied. */
async function refuseForeign(folder: string): Promise<void> {
  try {
    const found = await lstat(folder);
    if (found.isSymbolicLink()) throw workspaceForeign(folder, 'is a link');
    if (!found.isDirectory()) return; // The lock cannot be made below it, which says what is wrong.
    const foreign = (await readdir(folder, { withFileTypes: true })).find((entry) => !isOurs(entry));
    if (foreign !== undefined) throw workspaceForeign(folder, `holds ${JSON.stringify(foreign.name.slice(0, 80))}`);
  } catch (error) {
    // Gone meanwhile: whoever takes the lock sees that too, and tries again.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

const fileNames: readonly string[] = [dataName, journalName, nextJournalName];
/** What systems put into any folder by themselves. */
const litter: readonly string[] = ['.DS_Store', 'Thumbs.db', 'desktop.ini'];

function isOurs(entry: Dirent): boolean {
  const { name } = entry;
  if (!entry.isFile()) return false;
  const isLock = name === lockName || name.startsWith(`${lockName}.`);
  // A network file system shows a file that is deleted, but still open, as `.nfs…`.
  return isLock || fileNames.includes(name) || litter.includes(name) || name.startsWith('.nfs');
}

/** Takes away all of ours but the lock, which keeps others out until it is done. */
async function emptyFolder(folder: string): Promise<void> {
  for (const name of [...fileNames, ...litter]) await rm(join(folder, name), { force: true });
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
  let kept = opened.journalBytes > 0; // Whether there is anything that a later run could use.
  let committed = false;

  /** Whoever took the folder away is to hear of it, and not that the destination has none. */
  const inFolder = <T>(operation: () => Promise<T>): Promise<T> =>
    onDisk(destination, () =>
      operation().catch((error: unknown) => {
        throw isCode(error, 'ENOENT') && !committed && !existsSync(dataPath) ? workspaceGone(folder) : error;
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
          takeName(dataPath, path, destination, overwrite);
        } catch (error) {
          await checksums?.discard(); // Those that are there belong to the file that has the name.
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
        if (isOver) await emptyFolder(folder).catch(() => undefined); // What stays is for the next run to take away.
      } finally {
        lock.release();
      }
      // Without the lock the folder may be another's already: it goes only when it is empty.
      if (isOver) await rmdir(folder).catch(() => undefined);
    },
  };
}
