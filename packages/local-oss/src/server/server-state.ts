import type { FaultSource } from '../faults/fault.ts';
import type { AccountOptions } from '../options/account-options.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { Bucket } from './bucket.ts';
import type { LoggedRequest } from './request-log.ts';

/** What one running server knows. */
export interface ServerState {
  readonly buckets: Map<string, Bucket>;
  readonly accounts: ReadonlyMap<string, AccountOptions>;
  readonly endpointHosts: readonly string[];
  readonly store: ObjectStore;
  readonly now: () => Date;
  /** The last requests, oldest first. */
  readonly requests: LoggedRequest[];
  readonly requestLogLimit: number;
  /** How many requests have arrived. */
  requestCount: number;
  faults: FaultSource | undefined;
}
