/** A part of the content of an object, stored or generated. */
export type Segment = BlobSegment | GeneratedSegment;

/** Bytes in the blob storage. */
export interface BlobSegment {
  readonly type: 'blob';
  readonly blobId: string;
  readonly sizeBytes: number;
}

/** Bytes that are computed from their offset, so that large objects need no storage. */
export interface GeneratedSegment {
  readonly type: 'generated';
  readonly seed: number;
  readonly sizeBytes: number;
}

/** A half-open range of bytes. */
export interface ByteRange {
  readonly start: number;
  /** The first byte after the range. */
  readonly end: number;
}
