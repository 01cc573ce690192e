import type { BlobStorage } from './blob-storage.ts';

/** A blob storage whose blobs outlive their removal for as long as somebody reads them. */
export interface LeasedBlobStorage extends BlobStorage {
  /** Keeps the blobs readable until the returned function is called. */
  readonly lease: (blobIds: readonly string[]) => () => void;
}

/** A download that has begun ends with the bytes it began with, even when the object is overwritten meanwhile. */
export function leasedBlobStorage(storage: BlobStorage): LeasedBlobStorage {
  const readers = new Map<string, number>();
  const doomed = new Set<string>();

  const release = (blobId: string): void => {
    const left = (readers.get(blobId) ?? 0) - 1;
    if (left > 0) {
      readers.set(blobId, left);
      return;
    }
    readers.delete(blobId);
    if (doomed.delete(blobId)) {
      storage.remove(blobId);
    }
  };

  return {
    ...storage,
    remove: (blobId) => {
      if (readers.has(blobId)) {
        doomed.add(blobId);
      } else {
        storage.remove(blobId);
      }
    },
    lease: (blobIds) => {
      let isHeld = true;
      for (const blobId of blobIds) {
        readers.set(blobId, (readers.get(blobId) ?? 0) + 1);
      }
      return () => {
        if (isHeld) {
          isHeld = false;
          blobIds.forEach(release);
        }
      };
    },
  };
}
