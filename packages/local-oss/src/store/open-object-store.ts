import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DirectoryBlobStorage, directoryBlobStorage } from './directory-blob-storage.ts';
import { directoryMetadataStorage } from './directory-metadata-storage.ts';
import { leasedBlobStorage } from './leased-blob-storage.ts';
import { memoryBlobStorage } from './memory-blob-storage.ts';
import { type MetadataStorage, noMetadataStorage } from './metadata-storage.ts';
import { blobIds, createObjectStore, type ObjectStore, segmentsOfUpload, segmentsOfVersion } from './object-store.ts';

/** Opens the store of a directory, or one in memory, and clears away what a crash left in the directory. */
export function openObjectStore(directory: string | undefined): ObjectStore {
  if (directory === undefined) {
    return createObjectStore(noMetadataStorage, leasedBlobStorage(memoryBlobStorage()));
  }
  const bucketFolder = join(directory, 'buckets');
  mkdirSync(bucketFolder, { recursive: true });
  const buckets = readdirSync(bucketFolder);
  const metadata = directoryMetadataStorage(directory);
  const blobs = directoryBlobStorage(join(directory, 'blobs'));
  clearAway(buckets, metadata, blobs);
  return createObjectStore(metadata, leasedBlobStorage(blobs));
}

/** Looks at all buckets, also at those that this server is not told to serve. */
function clearAway(buckets: readonly string[], metadata: MetadataStorage, blobs: DirectoryBlobStorage): void {
  const versions = buckets.flatMap((bucket) => metadata.loadKeys(bucket).flatMap((record) => record.versions));
  const used = new Set(blobIds(versions.flatMap(segmentsOfVersion)));
  const usedByUploads: string[] = [];
  for (const bucket of buckets) {
    for (const upload of metadata.loadUploads(bucket)) {
      const ofUpload = blobIds(segmentsOfUpload(upload));
      if (ofUpload.some((blobId) => used.has(blobId))) {
        // Completed: the crash came after the object was written and before the upload was forgotten.
        metadata.saveUpload(bucket, upload.uploadId, undefined);
      } else {
        usedByUploads.push(...ofUpload);
      }
    }
  }
  blobs.removeUnused(new Set([...used, ...usedByUploads]));
}
