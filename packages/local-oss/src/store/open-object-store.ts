import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { directoryBlobStorage } from './directory-blob-storage.ts';
import { directoryMetadataStorage } from './directory-metadata-storage.ts';
import { leasedBlobStorage } from './leased-blob-storage.ts';
import { memoryBlobStorage } from './memory-blob-storage.ts';
import { type MetadataStorage, noMetadataStorage } from './metadata-storage.ts';
import { blobIds, createObjectStore, type ObjectStore, segmentsOfUpload, segmentsOfVersion } from './object-store.ts';

/** Opens the store of a directory, or one in memory, and clears away what a crash left in the directory. */
export function openObjectStore(directory: string | undefined): ObjectStore {
  if (directory === undefined) {
    return createObjectStore([], noMetadataStorage, leasedBlobStorage(memoryBlobStorage()));
  }
  const bucketFolder = join(directory, 'buckets');
  mkdirSync(bucketFolder, { recursive: true });
  const buckets = readdirSync(bucketFolder);
  const metadata = directoryMetadataStorage(directory);
  const blobs = directoryBlobStorage(join(directory, 'blobs'));
  blobs.removeUnused(usedBlobs(buckets, metadata));
  return createObjectStore(buckets, metadata, leasedBlobStorage(blobs));
}

/** All buckets count, also those that this server is not told to serve. */
function usedBlobs(buckets: readonly string[], metadata: MetadataStorage): Set<string> {
  const versions = buckets.flatMap((bucket) => metadata.loadKeys(bucket).flatMap((record) => record.versions));
  const uploads = buckets.flatMap((bucket) => metadata.loadUploads(bucket));
  return new Set(blobIds([...versions.flatMap(segmentsOfVersion), ...uploads.flatMap(segmentsOfUpload)]));
}
