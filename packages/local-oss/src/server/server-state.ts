import type { FaultSource } from '../faults/fault.ts';
import type { AccountOptions } from '../options/account-options.ts';
import type { Bucket } from '../options/bucket.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { RequestLog } from './request-log.ts';

/** The state of a running server. */
export interface ServerState extends RequestLog {
  readonly buckets: Map<string, Bucket>;
  readonly accounts: ReadonlyMap<string, AccountOptions>;
  readonly endpointHosts: readonly string[];
  readonly store: ObjectStore;
  readonly now: () => Date;
  readonly onInternalError: (error: unknown) => void;
  faults: FaultSource | undefined;
}
