import type { FaultSource } from '../faults/fault.ts';
import type { AccountOptions } from './account-options.ts';
import type { BucketOptions } from './bucket-options.ts';

/** The options of `startLocalOss`. */
export interface LocalOssOptions {
  readonly buckets: readonly (BucketOptions | string)[];
  readonly accounts: readonly AccountOptions[];
  /**
   * Folder for the objects. It is created if it does not exist, and only one server at a time may use it. If absent,
   * objects are kept in memory.
   */
  readonly directory?: string | undefined;
  /** Address to listen on. Defaults to `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Port to listen on. Defaults to 0: the system chooses a free port. */
  readonly port?: number | undefined;
  /** Region of the buckets without a region of their own. Defaults to `cn-hangzhou`. */
  readonly region?: string | undefined;
  /**
   * Additional endpoint host names (without port): `name/bucket/key` and `bucket.name/key` both work. Defaults to
   * `localhost`. IP addresses always use path style; OSS's own host names never do.
   */
  readonly endpointHosts?: readonly string[] | undefined;
  /** The clock of the server, in milliseconds since 1970. Defaults to `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Chooses the faults for each request. Defaults to no faults. */
  readonly faults?: FaultSource | undefined;
  /** The maximum length of `requests`. Defaults to 1000. */
  readonly requestLogLimit?: number | undefined;
  /**
   * Receives internal errors: a fault source that throws, a full disk, a bug. The client gets InternalError. By
   * default, they are emitted as process warnings.
   */
  readonly onInternalError?: ((error: unknown) => void) | undefined;
}
