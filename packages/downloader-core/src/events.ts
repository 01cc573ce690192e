import type { OssError } from '@ossferry/contract';
import type { ObjectIdentity } from './ports.ts';

/** What the service says of an object, in a form that JSON can hold: the CRC-64 is in decimal, as OSS writes it. */
export interface ObjectFacts extends Omit<ObjectIdentity, 'crc64'> {
  readonly crc64?: string | undefined;
}

export function factsOf(identity: ObjectIdentity): ObjectFacts {
  return { ...identity, crc64: identity.crc64?.toString() };
}

/** What happens during a download. None of these holds a URL, a signature or a token. */
export type DownloadEvent =
  | {
      /** The first answer is there: what the object is, and how much of it an earlier run left. */
      readonly type: 'started';
      readonly object: ObjectFacts;
      readonly resumedBytes: number;
    }
  | {
      /** More bytes are on the disk for good; never fewer than said before, unless `Restarted` came between. */
      readonly type: 'progress';
      readonly durableBytes: number;
      readonly totalBytes: number;
    }
  | {
      /** A range failed and is tried again. */
      readonly type: 'retry';
      readonly error: OssError;
      readonly offset: number;
      readonly delayMs: number;
    }
  | {
      /** A file that is there already was read up to here. */
      readonly type: 'checked';
      readonly checkedBytes: number;
      readonly totalBytes: number;
    }
  | { readonly type: 'renewed'; readonly expiration: Date | undefined }
  | {
      /** Something is not as safe as it could be. */
      readonly type: 'warning';
      readonly code:
        | 'NotPinned'
        | 'NotVerified'
        | 'JournalDamaged'
        | 'Restarted'
        | 'PlaceUnproven'
        | 'ClockUnknown'
        | 'NoChecksums'
        | 'ChecksumsDamaged'
        | 'ChecksumsStale';
      readonly message: string;
    };

/** How a download went. */
export interface DownloadSummary {
  readonly sizeBytes: number;
  /** CRC-64 of the whole object, in decimal as OSS writes it. */
  readonly crc64: string;
  /** `crc64`: equal to what OSS says of the object. `length`: OSS said nothing to compare with, or nobody asked. */
  readonly verified: 'crc64' | 'length';
  readonly etag?: string | undefined;
  readonly versionId?: string | undefined;
  /** Bytes that an earlier run had left and that were found intact. */
  readonly resumedBytes: number;
  /** Requests sent. */
  readonly requests: number;
  /** Requests that failed and were tried again. */
  readonly retries: number;
  /** How often a URL that ended was replaced. */
  readonly renewals: number;
  /** The most parts that were on their way at once. */
  readonly peakParallel: number;
  /** Bytes that came and were not new: what a restart threw away, and what two streams brought both. */
  readonly bytesFetchedTwice: number;
  readonly durationMs: number;
}
