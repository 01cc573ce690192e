import type { FaultSource } from './faults/fault.ts';
import type { GeneratedObjectInput, ObjectInput, WrittenObject } from './operations/write-object.ts';
import type { BucketOptions } from './options/bucket-options.ts';
import type { LoggedRequest } from './server/request-log.ts';

/** A running local OSS. */
export interface LocalOss {
  /** `http://host:port`, for clients that address buckets by path. */
  readonly endpoint: string;
  readonly port: number;
  /** The last requests, oldest first, without their secrets. Entries of running downloads change. */
  readonly requests: readonly LoggedRequest[];
  readonly clearRequests: () => void;
  /** Replaces the fault source; `undefined` makes everything work again. */
  readonly setFaults: (faults: FaultSource | undefined) => void;
  /** Adds a bucket, or changes the settings of one; its objects stay. */
  readonly putBucket: (bucket: BucketOptions | string) => void;
  /** Writes an object without a request. */
  readonly putObject: (input: ObjectInput & ObjectAddress) => Promise<WrittenObject>;
  /**
   * Adds an object of any size whose bytes are computed while they are sent: 10 GiB cost no disk and no memory.
   * The bytes follow from `seed` and the offset; ETag and CRC-64 are right.
   */
  readonly generateObject: (input: GeneratedObjectInput & ObjectAddress) => Promise<WrittenObject>;
  /** Deletes an object as DeleteObject without version ID does: in a versioned bucket, a delete marker is added. */
  readonly deleteObject: (address: ObjectAddress) => void;
  /** Ends all connections and frees the port. */
  readonly close: () => Promise<void>;
}

/** Where an object is. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}
