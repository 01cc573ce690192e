import type { OssError } from '@ossferry/contract';
import type { ObjectIdentity } from './ports.ts';

/** The properties of an object, in a form that JSON can represent: the CRC-64 is a decimal string, as in OSS. */
export interface ObjectFacts extends Omit<ObjectIdentity, 'crc64'> {
  readonly crc64?: string | undefined;
}

export function factsOf(identity: ObjectIdentity): ObjectFacts {
  return { ...identity, crc64: identity.crc64?.toString() };
}

/** An event of a download. Events contain no URL, signature or token. */
export type DownloadEvent =
  | {
      /** The first response was received: the object's properties, and the bytes kept from an earlier run. */
      readonly type: 'started';
      readonly object: ObjectFacts;
      readonly resumedBytes: number;
    }
  | {
      /** More bytes have been synced to disk. The number never decreases, except after `Restarted`. */
      readonly type: 'progress';
      readonly durableBytes: number;
      readonly totalBytes: number;
    }
  | {
      /** A range failed and will be retried. */
      readonly type: 'retry';
      readonly error: OssError;
      readonly offset: number;
      readonly delayMs: number;
    }
  | {
      /** An existing file was read up to this offset. */
      readonly type: 'checked';
      readonly checkedBytes: number;
      readonly totalBytes: number;
    }
  | {
      /** The URL was renewed; `expiration` is that of the new one, if it is known. */
      readonly type: 'renewed';
      readonly expiration: Date | undefined;
    }
  | {
      /** A guarantee is missing, stored data is damaged, or the download was restarted. */
      readonly type: 'warning';
      readonly code:
        | 'NotPinned'
        | 'NotVerified'
        | 'JournalDamaged'
        | 'Restarted'
        | 'RangeUnproven'
        | 'ClockUnknown'
        | 'NoChecksums'
        | 'ChecksumsDamaged'
        | 'ChecksumsStale';
      readonly message: string;
    };

/** The result of a download. */
export interface DownloadSummary {
  readonly sizeBytes: number;
  /** CRC-64 of the whole object as a decimal string, as in OSS. */
  readonly crc64: string;
  /** `crc64`: the CRC-64 equals the one from OSS. `length`: OSS sent no CRC-64, or `verify` was off. */
  readonly verified: 'crc64' | 'length';
  readonly etag?: string | undefined;
  readonly versionId?: string | undefined;
  /** Bytes from an earlier run that were intact. */
  readonly resumedBytes: number;
  /** Requests sent. */
  readonly requests: number;
  /** Requests that failed and were retried. */
  readonly retries: number;
  /** How often the URL was renewed. */
  readonly renewals: number;
  /** The maximum number of parts in flight at the same time. */
  readonly peakParallel: number;
  /** Bytes downloaded more than once: discarded by a restart, or received by two streams. */
  readonly bytesFetchedTwice: number;
  readonly durationMs: number;
}
