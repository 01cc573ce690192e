/** A piece of an object: bytes that were written, or bytes that are computed. */
export type Segment = BlobSegment | GeneratedSegment;

/** Bytes that the blob storage keeps. */
export interface BlobSegment {
  readonly type: 'blob';
  readonly blobId: string;
  readonly sizeBytes: number;
}

/** Bytes that are computed from their offset, so that a huge object costs nothing. */
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
