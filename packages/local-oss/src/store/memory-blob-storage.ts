import { randomUUID } from 'node:crypto';
import type { BlobStorage } from './blob-storage.ts';
import type { ByteRange } from './content.ts';

/** Stores blobs in memory. */
export function memoryBlobStorage(): BlobStorage {
  const blobs = new Map<string, readonly Uint8Array[]>();
  return {
    write: async (chunks) => {
      const copies: Uint8Array[] = [];
      for await (const chunk of chunks) {
        // A copy, because the sender may reuse its buffer.
        copies.push(Uint8Array.from(chunk));
      }
      const blobId = randomUUID();
      blobs.set(blobId, copies);
      return blobId;
    },
    read: (blobId, range) => readChunks(blobs.get(blobId) ?? [], range),
    remove: (blobId) => {
      blobs.delete(blobId);
    },
  };
}

async function* readChunks(chunks: readonly Uint8Array[], range: ByteRange): AsyncIterable<Uint8Array> {
  let offset = 0;
  for (const chunk of chunks) {
    const slice = chunk.subarray(Math.max(0, range.start - offset), Math.max(0, range.end - offset));
    if (slice.length > 0) yield slice;
    offset += chunk.length;
  }
}
