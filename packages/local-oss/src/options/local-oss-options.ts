import type { FaultSource } from '../faults/fault.ts';
import type { AccountOptions } from './account-options.ts';
import type { BucketOptions } from './bucket-options.ts';

/** The options of `startLocalOss`. */
export interface LocalOssOptions {
  readonly buckets: readonly (BucketOptions | string)[];
  readonly accounts: readonly AccountOptions[];
  /**
   * Directory for the objects, created if it does not exist. Only one server at a time may use it. If absent, objects
   * are kept in memory.
   */
  readonly directory?: string | undefined;
  /** Address to listen on. Defaults to `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Port to listen on. Defaults to 0, a free port. */
  readonly port?: number | undefined;
  /** Default region of the buckets. Defaults to `cn-hangzhou`. */
  readonly region?: string | undefined;
  /**
   * Endpoint host names (without port) that accept both `name/bucket/key` and `bucket.name/key`. Defaults to
   * `localhost`. IP addresses always use path style; the host names of OSS never do.
   */
  readonly endpointHosts?: readonly string[] | undefined;
  /** The clock of the server, in milliseconds since 1970. Defaults to `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Chooses the faults for each request. Defaults to no faults. */
  readonly faults?: FaultSource | undefined;
  /** The number of requests that `requests` keeps. Defaults to 1000. */
  readonly requestLogLimit?: number | undefined;
  /**
   * Called for internal errors, such as a fault source that throws or a full disk. The client receives InternalError.
   * By default, they are emitted as process warnings.
   */
  readonly onInternalError?: ((error: unknown) => void) | undefined;
}
