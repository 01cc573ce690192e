import { accessSync, constants, mkdirSync, opendirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { hasCode } from '../has-code.ts';
import { absolutePath } from '../workspace/check-destination.ts';
import { diskError } from '../workspace/disk-error.ts';
import { noteNewFolder } from '../workspace/sync-folder.ts';

/** The folders of a batch's files. */
export interface BatchFolders {
  /**
   * Creates the missing parent folders of a file, once per remembered folder. Returns whether the file's folder was
   * empty at its first use in this batch, so that it cannot contain files of earlier runs. Fails like any disk
   * operation.
   */
  readonly make: (destination: string) => boolean;
  /** An item failed and may have left files, so its folder no longer counts as empty. Never throws. */
  readonly onFailure: (destination: string) => void;
}

/** Bounds the memory: a batch may use millions of folders. */
const rememberedFolders = 10_000;

export function createBatchFolders(): BatchFolders {
  const wasEmpty = new Map<string, boolean>();
  return {
    make(destination) {
      const folder = folderOf(destination);
      const known = wasEmpty.get(folder);
      if (known !== undefined) return known;
      if (wasEmpty.size >= rememberedFolders) wasEmpty.clear();
      const found = makeFolder(folder, destination);
      wasEmpty.set(folder, found);
      return found;
    },
    onFailure(destination) {
      try {
        wasEmpty.set(folderOf(destination), false);
      } catch {
        wasEmpty.clear(); // Its folder is unknown, so all folders are checked again.
      }
    },
  };
}

/** The normalized path of the file's folder. Fails if the working folder was deleted. */
function folderOf(destination: string): string {
  return dirname(absolutePath(destination));
}

function makeFolder(folder: string, destination: string): boolean {
  try {
    if (createFolder(folder)) return true;
  } catch (cause) {
    throw diskError(cause, destination);
  }
  return isEmpty(folder);
}

/**
 * Returns whether the folder did not exist. Not `recursive`, which loops forever where the parent exists but nothing can
 * be created, as in /proc.
 */
function createFolder(folder: string, parentExists = false): boolean {
  try {
    mkdirSync(folder);
    noteNewFolder(folder);
    return true;
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
    const parent = dirname(folder);
    if (parentExists || parent === folder || !hasCode(error, 'ENOENT')) throw error;
    createFolder(parent); // Another process may just have created it.
    return createFolder(folder, true);
  }
}

/** Returns `false` for a folder that cannot be read or written: each item then fails before it sends a request. */
function isEmpty(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    const folder = opendirSync(path, { bufferSize: 1 });
    try {
      return folder.readSync() === null;
    } finally {
      folder.closeSync();
    }
  } catch {
    return false;
  }
}
