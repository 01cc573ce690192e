import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DirectoryBlobStorage, directoryBlobStorage } from './directory-blob-storage.ts';
import { directoryMetadataStorage } from './directory-metadata-storage.ts';
import { leasedBlobStorage } from './leased-blob-storage.ts';
import { memoryBlobStorage } from './memory-blob-storage.ts';
import { type MetadataStorage, noMetadataStorage } from './metadata-storage.ts';
import { blobIds, createObjectStore, type ObjectStore, segmentsOfUpload, segmentsOfVersion } from './object-store.ts';

/** Opens the store in a directory, or a store in memory. Removes the leftovers of a crash from the directory. */
export function openObjectStore(directory: string | undefined): ObjectStore {
  if (directory === undefined) return createObjectStore(noMetadataStorage, leasedBlobStorage(memoryBlobStorage()));
  const bucketFolder = join(directory, 'buckets');
  mkdirSync(bucketFolder, { recursive: true });
  const buckets = readdirSync(bucketFolder);
  const metadata = directoryMetadataStorage(directory);
  const blobs = directoryBlobStorage(join(directory, 'blobs'));
  removeLeftovers(buckets, metadata, blobs);
  return createObjectStore(metadata, leasedBlobStorage(blobs));
}

/** Scans all buckets of the directory, including those that this server does not serve. */
function removeLeftovers(buckets: readonly string[], metadata: MetadataStorage, blobs: DirectoryBlobStorage): void {
  const versions = buckets.flatMap((bucket) => metadata.loadKeys(bucket).flatMap((record) => record.versions));
  const used = new Set(blobIds(versions.flatMap(segmentsOfVersion)));
  const usedByUploads: string[] = [];
  for (const bucket of buckets) {
    for (const upload of metadata.loadUploads(bucket)) {
      const uploadBlobIds = blobIds(segmentsOfUpload(upload));
      if (uploadBlobIds.some((blobId) => used.has(blobId))) {
        // Completed: the process crashed between writing the object and removing the upload.
        metadata.saveUpload(bucket, upload.uploadId, undefined);
      } else {
        usedByUploads.push(...uploadBlobIds);
      }
    }
  }
  blobs.removeUnused(new Set([...used, ...usedByUploads]));
}
