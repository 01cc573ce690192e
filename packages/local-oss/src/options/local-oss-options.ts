import type { FaultSource } from '../faults/fault.ts';
import type { AccountOptions } from './account-options.ts';
import type { BucketOptions } from './bucket-options.ts';

/** What `startLocalOss` takes. */
export interface LocalOssOptions {
  readonly buckets: readonly (BucketOptions | string)[];
  readonly accounts: readonly AccountOptions[];
  /** Folder that keeps the objects; it is created when missing, and one server at a time may use it. Absent: memory. */
  readonly directory?: string | undefined;
  /** Address to listen on. Defaults to `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Port to listen on. Defaults to 0: the system chooses a free one. */
  readonly port?: number | undefined;
  /** Region of the buckets that name none. Defaults to `cn-hangzhou`. */
  readonly region?: string | undefined;
  /**
   * Host names (without port) that are an endpoint of their own: `name/bucket/key` and `bucket.name/key` both work.
   * Defaults to `localhost`. IP addresses always take the path style, OSS's own names never do.
   */
  readonly endpointHosts?: readonly string[] | undefined;
  /** The clock of the server. Defaults to the system clock. */
  readonly now?: (() => Date) | undefined;
  /** Says for each request what is to go wrong with it. Nothing, by default. */
  readonly faults?: FaultSource | undefined;
  /** How many of the last requests `requests` remembers. Defaults to 1000. */
  readonly requestLogLimit?: number | undefined;
  /**
   * Hears of errors that are not OSS's: a fault source that throws, a full disk, a bug. The client gets InternalError.
   * By default they become warnings of the process.
   */
  readonly onInternalError?: ((error: unknown) => void) | undefined;
}
