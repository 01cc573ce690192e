import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { OssError } from '@ossferry/contract';
import { diskError, diskFull } from '../workspace/disk-error.ts';

/** Keeps a batch from downloading objects that its full disk cannot store: OSS charges for outgoing traffic. */
export interface DiskSpaceCheck {
  /** Fails with `DiskFull` if an item found the disk full, and it still has no space for a file of `sizeBytes`. */
  readonly check: (destination: string, sizeBytes: number | undefined) => void;
  /** Reports the error of a failed item. */
  readonly onFailure: (error: unknown) => void;
}

/** Free space required for a file of unknown size. */
const unknownSizeBytes = 64 * 1024;

/** Checks nothing until an item fails with `DiskFull`. */
export function createDiskSpaceCheck(): DiskSpaceCheck {
  let wasFull = false;
  return {
    check(destination, sizeBytes) {
      if (!wasFull) return;
      const { freeBytes, isOutOfInodes } = readDiskSpace(destination);
      if (sizeBytes !== undefined && freeBytes < sizeBytes) throw diskFull(destination, sizeBytes, freeBytes);
      if (isOutOfInodes || (sizeBytes === undefined && freeBytes < unknownSizeBytes)) throw diskFull(destination);
    },
    onFailure(error) {
      wasFull ||= OssError.isInstance(error) && error.code === 'DiskFull';
    },
  };
}

function readDiskSpace(destination: string): { readonly freeBytes: number; readonly isOutOfInodes: boolean } {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(dirname(destination));
    // Some file systems do not report inodes.
    return { freeBytes: bavail * bsize, isOutOfInodes: files > 0 && ffree === 0 };
  } catch (cause) {
    throw diskError(cause, destination);
  }
}
