import { createHash } from 'node:crypto';
import { createCrc64 } from '../checksums/crc64.ts';
import type { BlobStorage } from './blob-storage.ts';
import type { Segment } from './content.ts';

/** Bytes that have been stored, with their checksums. */
export interface ReceivedContent {
  readonly segments: readonly Segment[];
  readonly sizeBytes: number;
  /** Raw MD5, 16 bytes. */
  readonly md5: Buffer;
  readonly crc64: bigint;
}

/** Stores a stream and computes its checksums on the way. */
export async function receiveContent(chunks: AsyncIterable<Uint8Array>, blobs: BlobStorage): Promise<ReceivedContent> {
  const md5 = createHash('md5');
  const crc64 = await createCrc64();
  let sizeBytes = 0;
  const blobId = await blobs.write(
    (async function* () {
      for await (const chunk of chunks) {
        md5.update(chunk);
        crc64.update(chunk);
        sizeBytes += chunk.length;
        yield chunk;
      }
    })(),
  );
  return {
    segments: [{ type: 'blob', blobId, sizeBytes }],
    sizeBytes,
    md5: md5.digest(),
    crc64: crc64.digest(),
  };
}
