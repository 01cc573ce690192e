import { accessSync, constants, mkdirSync, opendirSync } from 'node:fs';
import { dirname } from 'node:path';
import { absolutePath } from '../workspace/check-destination.ts';
import { diskError } from '../workspace/disk-error.ts';

/** The folders of a batch's files. */
export interface BatchFolders {
  /**
   * Makes the folders on the way to a file, each of them once as long as it is remembered. Gives whether its folder was
   * empty when this batch came to it, so that nothing of an earlier run can be in it. Fails as the disk does.
   */
  readonly make: (destination: string) => boolean;
  /** An item failed: what it may have left is for whoever comes next to look for. Never throws. */
  readonly onFailure: (destination: string) => void;
}

/** Folders that are remembered: a batch may go through millions of them. */
const rememberedFolders = 10_000;

/** Remembers the folders of one batch. */
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
        wasEmpty.clear(); // It has no folder that can be named: all of them are looked at again.
      }
    },
  };
}

/** One name for a folder, however it is written. Fails where the working folder is gone. */
function folderOf(destination: string): string {
  return dirname(absolutePath(destination));
}

function makeFolder(folder: string, destination: string): boolean {
  try {
    if (mkdirSync(folder, { recursive: true }) !== undefined) return true;
  } catch (cause) {
    throw diskError(cause, destination);
  }
  return isEmpty(folder);
}

/** A folder that cannot be looked into, or not written to, is for each item to fail at, before it sends anything. */
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
