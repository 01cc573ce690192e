import { constants, existsSync } from 'node:fs';
import { type FileHandle, open, readFile, rm, rmdir, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sink, Workspace } from '@ossferry/downloader-core';
import { hasCode } from '../has-code.ts';
import type { FileLock } from '../lock/file-lock.ts';
import { renameFile } from '../rename-file.ts';
import { absolutePath, checkDestinationName, checkPlace } from './check-destination.ts';
import { checksumsPath, dropChecksums, refuseForeignChecksums } from './checksums-path.ts';
import { diskFull, onDisk, workspaceGone } from './disk-error.ts';
import { createFileSink } from './file-sink.ts';
import { moveIntoPlace } from './move-into-place.ts';
import { prepareFile } from './replace-file.ts';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';
import { dataName, emptyFolder, journalName, lockFolder, nextJournalName } from './workspace-folder.ts';
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
 * `WorkspaceForeign` if the folder contains other files, is not a folder, or another user controls it.
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
      data = await openData(dataPath, journalPath);
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

// Otherwise, a link in the folder could redirect writes to another file. Windows has no such flag.
const noLink = constants.O_NOFOLLOW ?? 0;
const dataFlags = constants.O_RDWR | constants.O_CREAT | noLink;
const journalFlags = dataFlags | constants.O_APPEND;
const nextJournalFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noLink;

/**
 * A file with a second name has become a destination, and the run ended before it removed the first name: writing to it
 * would change the destination, so the workspace starts empty.
 */
async function openData(dataPath: string, journalPath: string): Promise<FileHandle> {
  const data = await open(dataPath, dataFlags);
  try {
    if ((await data.stat()).nlink <= 1) return data;
  } catch (error) {
    await data.close();
    throw error;
  }
  await data.close();
  for (const path of [journalPath, dataPath]) await rm(path, { force: true });
  return open(dataPath, dataFlags);
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
    await renameFile(next, journalPath);
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
          await moveIntoPlace(dataPath, path, destination, overwrite);
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
