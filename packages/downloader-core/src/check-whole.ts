import { OssError } from '@ossferry/contract';
import type { DownloadEvent, DownloadSummary } from './events.ts';
import type { ObjectIdentity } from './ports.ts';

/** What is known of an object whose bytes are all there. */
export type Whole = Pick<DownloadSummary, 'sizeBytes' | 'crc64' | 'verified' | 'etag' | 'versionId'>;

/** Compares the CRC-64 of what came with that of the object; fails with `ChecksumMismatch`. */
export function checkWhole(identity: ObjectIdentity | undefined, crc64: bigint | undefined, verify: boolean): Whole {
  if (identity === undefined || crc64 === undefined) throw new Error('a download ended with bytes missing');
  const compared = verify && identity.crc64 !== undefined;
  if (compared && crc64 !== identity.crc64) {
    throw new OssError({
      code: 'ChecksumMismatch',
      phase: 'verify',
      message: `The bytes that came have the CRC-64 ${crc64}, the object has ${identity.crc64}.`,
      advice: 'Use https: something on the way changes bytes. No file was written.',
    });
  }
  return {
    sizeBytes: identity.sizeBytes,
    crc64: crc64.toString(),
    verified: compared ? 'crc64' : 'length',
    etag: identity.etag,
    versionId: identity.versionId,
  };
}

/** Says which guarantees this server does not let us give. */
export function* lostGuarantees(identity: ObjectIdentity, verify: boolean): Generator<DownloadEvent> {
  if (identity.etag === undefined) {
    const message = 'The server sends no ETag: that all ranges are of one version rests on the size and the CRC-64.';
    yield { type: 'warning', code: 'NotPinned', message };
  }
  if (verify && identity.crc64 === undefined) {
    const message = 'The server sends no CRC-64: the file is checked by its length only.';
    yield { type: 'warning', code: 'NotVerified', message };
  }
}
