import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskError } from '../disk-error.ts';

/** The folders of a batch's files. */
export interface BatchFolders {
  /**
   * Makes the folders on the way to a file, each of them once as long as it is remembered. Gives whether its folder was
   * made by this batch, so that nothing of an earlier run can be in it. Fails as the disk does.
   */
  readonly make: (destination: string) => boolean;
  /** An item failed: what it may have left is for whoever comes next to look for. */
  readonly onFailure: (destination: string) => void;
}

/** Folders that are remembered: a batch may go through millions of them. */
const rememberedFolders = 10_000;

/** Remembers the folders of one batch. */
export function createBatchFolders(): BatchFolders {
  const isNew = new Map<string, boolean>();
  return {
    make(destination) {
      const folder = dirname(destination);
      const known = isNew.get(folder);
      if (known !== undefined) return known;
      if (isNew.size >= rememberedFolders) isNew.clear();
      const made = makeFolder(folder, destination);
      isNew.set(folder, made);
      return made;
    },
    onFailure(destination) {
      isNew.set(dirname(destination), false);
    },
  };
}

function makeFolder(folder: string, destination: string): boolean {
  try {
    return mkdirSync(folder, { recursive: true }) !== undefined;
  } catch (cause) {
    throw diskError(cause, destination);
  }
}
