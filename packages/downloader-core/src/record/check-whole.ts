import { OssError } from '@ossferry/contract';
import { hasStrongEtag, type PinPolicy } from '../answer/pin.ts';
import type { DownloadEvent, DownloadSummary } from '../events.ts';
import type { ObjectIdentity } from '../ports.ts';

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
export function* lostGuarantees(
  identity: ObjectIdentity,
  verify: boolean,
  pin: PinPolicy = 'strict',
): Generator<DownloadEvent> {
  const isCompared = verify && identity.crc64 !== undefined;
  if (pin === 'cdn' && !isCompared) {
    const message =
      'ETags are not compared and there is no CRC-64 to compare: parts of two versions with one size and one date would not be noticed.';
    yield { type: 'warning', code: 'NotPinned', message };
  } else if (pin === 'strict' && !hasStrongEtag(identity)) {
    const what = identity.etag === undefined ? 'no ETag' : 'a weak ETag only';
    const others = [
      'the size',
      identity.lastModified === undefined ? '' : 'Last-Modified',
      isCompared ? 'the CRC-64' : '',
    ].filter(Boolean);
    const rest = others.join(', ').replace(/, ([^,]*)$/, ' and $1');
    const message = `The server sends ${what}: that all ranges are of one version rests on ${rest}.`;
    yield { type: 'warning', code: 'NotPinned', message };
  }
  if (verify && identity.crc64 === undefined) {
    const message = 'The server sends no CRC-64: the file is checked by its length only.';
    yield { type: 'warning', code: 'NotVerified', message };
  }
}
