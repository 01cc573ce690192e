import { createHash } from 'node:crypto';
import { createCrc64 } from '../checksums/crc64.ts';
import type { BlobStorage } from './blob-storage.ts';
import type { StoredObject } from './stored-object.ts';

/** Stored content with its checksums. */
export interface ReceivedContent extends Pick<StoredObject, 'segments' | 'sizeBytes' | 'etag' | 'crc64'> {
  /** Base64. */
  readonly contentMd5: string;
}

/** Stores a stream and computes its checksums. */
export async function receiveContent(chunks: AsyncIterable<Uint8Array>, blobs: BlobStorage): Promise<ReceivedContent> {
  const hash = createHash('md5');
  const crc64 = await createCrc64();
  let sizeBytes = 0;
  const blobId = await blobs.write(
    (async function* () {
      for await (const chunk of chunks) {
        hash.update(chunk);
        crc64.update(chunk);
        sizeBytes += chunk.length;
        yield chunk;
      }
    })(),
  );
  const md5 = hash.digest();
  return {
    segments: [{ type: 'blob', blobId, sizeBytes }],
    sizeBytes,
    etag: md5.toString('hex').toUpperCase(),
    contentMd5: md5.toString('base64'),
    crc64: String(crc64.digest()),
  };
}
