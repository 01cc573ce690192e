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
  /** Address to listen on. @default '127.0.0.1' */
  readonly host?: string | undefined;
  /** Port to listen on. @default 0, a free port */
  readonly port?: number | undefined;
  /** Region of buckets without their own. @default 'cn-hangzhou' */
  readonly region?: string | undefined;
  /**
   * Endpoint host names (without port) that accept both `name/bucket/key` and `bucket.name/key`. IP addresses always use
   * path style; the host names of OSS never do. @default ['localhost']
   */
  readonly endpointHosts?: readonly string[] | undefined;
  /** The clock of the server, in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Chooses the faults for each request. @default no faults */
  readonly faults?: FaultSource | undefined;
  /** The number of requests that `requests` keeps. @default 1000 */
  readonly requestLogLimit?: number | undefined;
  /**
   * Called for internal errors, such as a fault source that throws or a full disk. The client receives InternalError.
   * @default emits them as process warnings
   */
  readonly onInternalError?: ((error: unknown) => void) | undefined;
}
