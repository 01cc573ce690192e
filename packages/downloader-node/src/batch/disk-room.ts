import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { OssError } from '@ossferry/contract';
import { diskError, diskFull } from '../workspace/disk-error.ts';

/** Keeps a batch from asking for what its disk cannot take: OSS charges for what it sends. */
export interface DiskRoom {
  /** Fails with `DiskFull` when the disk was full before, and has no room for a file of so many bytes yet. */
  readonly check: (destination: string, sizeBytes: number | undefined) => void;
  /** Why an item failed. */
  readonly onFailure: (error: unknown) => void;
}

/** Room for a file of unknown size. */
const someBytes = 64 * 1024;

/** Costs nothing until an item fails because its disk is full; from then on each item looks whether there is room again. */
export function createDiskRoom(): DiskRoom {
  let wasFull = false;
  return {
    check(destination, sizeBytes) {
      if (!wasFull) return;
      const { freeBytes, isOutOfFiles } = lookAt(destination);
      if (sizeBytes !== undefined && freeBytes < sizeBytes) throw diskFull(destination, sizeBytes, freeBytes);
      if (isOutOfFiles || (sizeBytes === undefined && freeBytes < someBytes)) throw diskFull(destination);
    },
    onFailure(error) {
      wasFull ||= OssError.isInstance(error) && error.code === 'DiskFull';
    },
  };
}

function lookAt(destination: string): { readonly freeBytes: number; readonly isOutOfFiles: boolean } {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(dirname(destination));
    // Some file systems do not count their files.
    return { freeBytes: bavail * bsize, isOutOfFiles: files > 0 && ffree === 0 };
  } catch (cause) {
    throw diskError(cause, destination);
  }
}
