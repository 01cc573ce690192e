import type { ByteRange } from './content.ts';

/** Keeps byte strings under names that it chooses itself. */
export interface BlobStorage {
  /** Stores a stream; when the stream fails, nothing is kept. */
  readonly write: (chunks: AsyncIterable<Uint8Array>) => Promise<string>;
  readonly read: (blobId: string, range: ByteRange) => AsyncIterable<Uint8Array>;
  readonly remove: (blobId: string) => void;
}
