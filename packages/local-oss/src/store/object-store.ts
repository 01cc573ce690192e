import type { ByteRange, Segment } from './content.ts';
import { generatedBytes } from './generated-bytes.ts';
import type { LeasedBlobStorage } from './leased-blob-storage.ts';
import type { MetadataStorage } from './metadata-storage.ts';
import { type ReceivedContent, receiveContent } from './receive-content.ts';
import type { MultipartUpload, ObjectVersion } from './stored-object.ts';

/** The objects, versions and uploads of all buckets. Metadata is kept in memory, so access to it is synchronous. */
export interface ObjectStore {
  /** The versions of a key, newest first. */
  readonly versionsOf: (bucket: string, key: string) => readonly ObjectVersion[];
  /** Replaces the versions of a key, and removes blobs that are no longer used. */
  readonly saveVersions: (bucket: string, key: string, versions: readonly ObjectVersion[]) => void;
  /** All keys with at least one version, in the order of their UTF-8 bytes. */
  readonly listKeys: (bucket: string) => readonly string[];
  readonly findUpload: (bucket: string, uploadId: string) => MultipartUpload | undefined;
  readonly saveUpload: (bucket: string, upload: MultipartUpload) => void;
  /** Removes an upload, except the blobs in `keep`, which now belong to an object. */
  readonly removeUpload: (bucket: string, uploadId: string, keep: readonly Segment[]) => void;
  /** Stores content that no object uses yet. */
  readonly receive: (chunks: AsyncIterable<Uint8Array>) => Promise<ReceivedContent>;
  /** Removes received content that no object uses. */
  readonly discard: (segments: readonly Segment[]) => void;
  /** Keeps content readable until `release`, even if the object is overwritten or deleted. */
  readonly open: (segments: readonly Segment[]) => OpenContent;
}

/** Content with a lease. */
export interface OpenContent {
  readonly read: (range: ByteRange) => AsyncIterable<Uint8Array>;
  readonly release: () => void;
}

/** Creates a store from its storages. The metadata of a bucket is loaded on first use. */
export function createObjectStore(metadata: MetadataStorage, blobs: LeasedBlobStorage): ObjectStore {
  const keys = new Map<string, Map<string, readonly ObjectVersion[]>>();
  const uploads = new Map<string, Map<string, MultipartUpload>>();
  const keysOf = (bucket: string): Map<string, readonly ObjectVersion[]> =>
    getOrCreate(keys, bucket, () => new Map(metadata.loadKeys(bucket).map(({ key, versions }) => [key, versions])));
  const uploadsOf = (bucket: string): Map<string, MultipartUpload> =>
    getOrCreate(
      uploads,
      bucket,
      () => new Map(metadata.loadUploads(bucket).map((upload) => [upload.uploadId, upload])),
    );
  const removeBlobs = (before: readonly Segment[], after: readonly Segment[]): void => {
    const used = new Set(blobIds(after));
    for (const blobId of blobIds(before).filter((candidate) => !used.has(candidate))) blobs.remove(blobId);
  };

  return {
    versionsOf: (bucket, key) => keysOf(bucket).get(key) ?? [],
    saveVersions: (bucket, key, versions) => {
      const before = keysOf(bucket).get(key) ?? [];
      metadata.saveKey(bucket, key, versions.length === 0 ? undefined : { key, versions });
      if (versions.length === 0) {
        keysOf(bucket).delete(key);
      } else {
        keysOf(bucket).set(key, versions);
      }
      removeBlobs(before.flatMap(segmentsOfVersion), versions.flatMap(segmentsOfVersion));
    },
    listKeys: (bucket) =>
      [...keysOf(bucket).keys()].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))),
    findUpload: (bucket, uploadId) => uploadsOf(bucket).get(uploadId),
    saveUpload: (bucket, upload) => {
      const before = uploadsOf(bucket).get(upload.uploadId);
      metadata.saveUpload(bucket, upload.uploadId, upload);
      uploadsOf(bucket).set(upload.uploadId, upload);
      removeBlobs(segmentsOfUpload(before), segmentsOfUpload(upload));
    },
    removeUpload: (bucket, uploadId, keep) => {
      const before = uploadsOf(bucket).get(uploadId);
      metadata.saveUpload(bucket, uploadId, undefined);
      uploadsOf(bucket).delete(uploadId);
      removeBlobs(segmentsOfUpload(before), keep);
    },
    receive: (chunks) => receiveContent(chunks, blobs),
    discard: (segments) => removeBlobs(segments, []),
    open: (segments) => ({
      read: (range) => readSegments(segments, range, blobs),
      release: blobs.lease(blobIds(segments)),
    }),
  };
}

/** The IDs of the blobs among the segments. */
export function blobIds(segments: readonly Segment[]): string[] {
  return segments.flatMap((segment) => (segment.type === 'blob' ? [segment.blobId] : []));
}

/** The segments of a version; none for a delete marker. */
export function segmentsOfVersion(version: ObjectVersion): readonly Segment[] {
  return version.type === 'object' ? version.segments : [];
}

/** The segments of all parts of an upload. */
export function segmentsOfUpload(upload: MultipartUpload | undefined): readonly Segment[] {
  return Object.values(upload?.parts ?? {}).flatMap((part) => part.segments);
}

async function* readSegments(
  segments: readonly Segment[],
  range: ByteRange,
  blobs: LeasedBlobStorage,
): AsyncIterable<Uint8Array> {
  let offset = 0;
  for (const segment of segments) {
    const start = Math.max(0, range.start - offset);
    const end = Math.min(segment.sizeBytes, range.end - offset);
    if (start < end) {
      const part = { start, end };
      yield* segment.type === 'blob' ? blobs.read(segment.blobId, part) : generatedBytes(segment.seed, part);
    }
    offset += segment.sizeBytes;
  }
}

function getOrCreate<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const created = create();
  map.set(key, created);
  return created;
}
