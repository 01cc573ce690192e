import type { ByteRange } from './content.ts';

/** Stores byte strings under generated IDs. */
export interface BlobStorage {
  /** Stores a stream and returns the blob ID. If the stream fails, nothing is stored. */
  readonly write: (chunks: AsyncIterable<Uint8Array>) => Promise<string>;
  readonly read: (blobId: string, range: ByteRange) => AsyncIterable<Uint8Array>;
  readonly remove: (blobId: string) => void;
}
