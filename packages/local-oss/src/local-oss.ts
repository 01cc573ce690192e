import type { FaultSource } from './faults/fault.ts';
import type { GeneratedObjectInput, ObjectInput, WrittenObject } from './operations/write-object.ts';
import type { BucketOptions } from './options/bucket-options.ts';
import type { LoggedRequest } from './server/request-log.ts';

/** A running local OSS. */
export interface LocalOss {
  /** `http://host:port`; clients use path-style addressing. */
  readonly endpoint: string;
  readonly port: number;
  /**
   * The last requests, oldest first, without secrets. The entry of a request changes until its response is complete.
   */
  readonly requests: readonly LoggedRequest[];
  readonly clearRequests: () => void;
  /** Replaces the fault source; `undefined` removes all faults. */
  readonly setFaults: (faults: FaultSource | undefined) => void;
  /** Adds a bucket, or changes the settings of an existing one; its objects are kept. */
  readonly putBucket: (bucket: BucketOptions | string) => void;
  /** Writes an object without a request. */
  readonly putObject: (input: ObjectInput & ObjectAddress) => Promise<WrittenObject>;
  /**
   * Adds an object of any size whose bytes are generated while they are sent, so it needs no disk space or memory.
   * The bytes depend on `seed` and the offset; the CRC-64 is correct.
   */
  readonly generateObject: (input: GeneratedObjectInput & ObjectAddress) => Promise<WrittenObject>;
  /** Deletes an object, as DeleteObject without a version ID does: a versioned bucket gets a delete marker. */
  readonly deleteObject: (address: ObjectAddress) => void;
  /** Closes all connections and releases the port. */
  readonly close: () => Promise<void>;
}

/** The bucket and key of an object. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}
