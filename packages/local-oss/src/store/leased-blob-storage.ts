import type { BlobStorage } from './blob-storage.ts';

/** A blob storage that defers the removal of a blob until no reader has a lease on it. */
export interface LeasedBlobStorage extends BlobStorage {
  /** Keeps the blobs readable until the returned function is called, once. */
  readonly lease: (blobIds: readonly string[]) => () => void;
}

/** Adds leases to a storage, so that a download continues with the same bytes if the object is overwritten or deleted. */
export function leasedBlobStorage(storage: BlobStorage): LeasedBlobStorage {
  const readers = new Map<string, number>();
  const pendingRemoval = new Set<string>();

  const release = (blobId: string): void => {
    const remaining = (readers.get(blobId) ?? 0) - 1;
    if (remaining > 0) {
      readers.set(blobId, remaining);
      return;
    }
    readers.delete(blobId);
    if (pendingRemoval.delete(blobId)) storage.remove(blobId);
  };

  return {
    ...storage,
    remove: (blobId) => {
      if (readers.has(blobId)) {
        pendingRemoval.add(blobId);
      } else {
        storage.remove(blobId);
      }
    },
    lease: (blobIds) => {
      for (const blobId of blobIds) readers.set(blobId, (readers.get(blobId) ?? 0) + 1);
      return () => blobIds.forEach(release);
    },
  };
}
