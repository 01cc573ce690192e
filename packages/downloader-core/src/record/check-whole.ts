import { OssError } from '@ossferry/contract';
import type { DownloadEvent, DownloadSummary } from '../events.ts';
import type { ObjectIdentity } from '../ports.ts';
import { hasStrongEtag, type PinPolicy } from '../response/pin.ts';

/** The properties of a completely downloaded object. */
export type Whole = Pick<DownloadSummary, 'sizeBytes' | 'crc64' | 'verified' | 'etag' | 'versionId'>;

/** Compares the CRC-64 of the received bytes with that of the object. Throws `ChecksumMismatch`. */
export function checkWhole(identity: ObjectIdentity | undefined, crc64: bigint | undefined, verify: boolean): Whole {
  if (identity === undefined || crc64 === undefined) throw new Error('a download ended with bytes missing');
  const compared = verify && identity.crc64 !== undefined;
  if (compared && crc64 !== identity.crc64) {
    throw new OssError({
      code: 'ChecksumMismatch',
      phase: 'verify',
      message: `The received bytes have the CRC-64 ${crc64}, the object has ${identity.crc64}.`,
      advice:
        'Bytes were changed in transit: use https. Over https, a proxy or CDN sends other bytes, or the CRC-64 of another version. No file was written.',
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

/** Yields a warning for each guarantee that this server makes impossible. */
export function* lostGuarantees(
  identity: ObjectIdentity,
  verify: boolean,
  pin: PinPolicy = 'strict',
): Generator<DownloadEvent> {
  const isCompared = verify && identity.crc64 !== undefined;
  if (pin === 'cdn' && !isCompared) {
    const message =
      'ETags are not compared, and the server sends no CRC-64: two versions of equal size and date could be mixed unnoticed.';
    yield { type: 'warning', code: 'NotPinned', message };
  } else if (pin === 'strict' && !hasStrongEtag(identity)) {
    const what = identity.etag === undefined ? 'no ETag' : 'a weak ETag';
    const others = [
      'the size',
      identity.lastModified === undefined ? '' : 'Last-Modified',
      isCompared ? 'the CRC-64' : '',
    ].filter(Boolean);
    const rest = others.join(', ').replace(/, ([^,]*)$/, ' and $1');
    const message = `The server sends ${what}: only ${rest} can show that all ranges belong to one version.`;
    yield { type: 'warning', code: 'NotPinned', message };
  }
  if (verify && identity.crc64 === undefined) {
    const message = 'The server sends no CRC-64: only the length of the file is checked.';
    yield { type: 'warning', code: 'NotVerified', message };
  }
}
