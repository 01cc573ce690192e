import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BlobStorage } from './blob-storage.ts';

/** A blob storage on disk. */
export interface DirectoryBlobStorage extends BlobStorage {
  /** Removes the leftovers of a crash: temporary files, and blobs that are not in `used`. */
  readonly removeUnused: (used: ReadonlySet<string>) => void;
}

/** Stores each blob as a file of `directory`. Incomplete files have a temporary name. */
export function directoryBlobStorage(directory: string): DirectoryBlobStorage {
  mkdirSync(directory, { recursive: true });
  const pathOf = (blobId: string): string => join(directory, `${blobId}.blob`);
  return {
    write: async (chunks) => {
      const blobId = randomUUID();
      const temporary = join(directory, `${blobId}.tmp`);
      try {
        await pipeline(chunks, createWriteStream(temporary, { flags: 'wx', highWaterMark: chunkBytes }));
        renameSync(temporary, pathOf(blobId));
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      return blobId;
    },
    // Node's `end` is inclusive, so an empty range needs its own case.
    read: (blobId, range) =>
      range.start === range.end
        ? noBytes()
        : createReadStream(pathOf(blobId), { start: range.start, end: range.end - 1, highWaterMark: chunkBytes }),
    remove: (blobId) => {
      rmSync(pathOf(blobId), { force: true });
    },
    removeUnused: (used) => {
      for (const file of readdirSync(directory)) {
        const blobId = /^([0-9a-f-]{36})\.(?:blob|tmp)$/.exec(file)?.[1];
        if (blobId !== undefined && !(file.endsWith('.blob') && used.has(blobId))) {
          rmSync(join(directory, file), { force: true });
        }
      }
    },
  };
}

const chunkBytes = 512 * 1024;

async function* noBytes(): AsyncIterable<Uint8Array> {}
