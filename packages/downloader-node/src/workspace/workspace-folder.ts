import { constants, type Dirent } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from '../has-code.ts';
import { acquireFileLock, type FileLock } from '../lock/file-lock.ts';
import { diskError, workspaceForeign } from './disk-error.ts';

export const dataName = 'data';
export const journalName = 'journal';
export const nextJournalName = 'journal.next';
const lockName = 'lock';

/**
 * Creates the folder if it does not exist, and locks it. The previous holder of the lock may be deleting the folder. Only
 * its owner can enter it: the data of a private file must not be readable, nor replaceable, before it has its mode.
 */
export async function lockFolder(folder: string): Promise<FileLock> {
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
    if (!found.isDirectory()) throw workspaceForeign(folder, 'is not a folder');
    if ((await isSticky(dirname(folder))) && found.uid !== process.geteuid?.()) {
      throw workspaceForeign(folder, 'is owned by another user');
    }
    const foreign = (await readdir(folder, { withFileTypes: true })).find((entry) => !isOurs(entry));
    if (foreign !== undefined) throw workspaceForeign(folder, `contains ${JSON.stringify(foreign.name.slice(0, 80))}`);
    if (found.uid === process.geteuid?.() && (found.mode & 0o077) !== 0) await closeToOthers(folder);
  } catch (error) {
    // The folder was deleted in the meantime: acquiring the lock fails too, and is tried again.
    if (hasCode(error, 'ENOENT')) return;
    throw forFolder(error, folder);
  }
}

/** A folder that was copied, or that an older version created, may be open to others. */
async function closeToOthers(folder: string): Promise<void> {
  let opened: FileHandle | undefined;
  try {
    // Not by its path, which could have become a link to another folder.
    opened = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    await opened.chmod(0o700);
  } catch {
    // The file system has no modes, or the runtime cannot change them.
  } finally {
    await opened?.close();
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

/** On disks without extended attributes, such as exFAT, macOS stores those of a file in one of this prefix, and deletes both together. */
const appleDouble = '._';

function isOurs(entry: Dirent): boolean {
  if (!entry.isFile()) return false;
  const name = entry.name.startsWith(appleDouble) ? entry.name.slice(appleDouble.length) : entry.name;
  const isLock = name === lockName || name.startsWith(`${lockName}.`);
  // NFS shows a file that is deleted, but still open, as `.nfs…`.
  return isLock || fileNames.includes(name) || systemFiles.includes(name) || name.startsWith('.nfs');
}

/** Deletes all files except the lock, which is released last. */
export async function emptyFolder(folder: string): Promise<void> {
  for (const name of [...fileNames, ...systemFiles]) await rm(join(folder, name), { force: true });
}
