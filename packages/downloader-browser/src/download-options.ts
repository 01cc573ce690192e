import type { Transport } from '@ossferry/contract';
import type {
  DownloadOptions as CoreOptions,
  DownloadSummary as CoreSummary,
  Timeouts,
} from '@ossferry/downloader-core';

/** What a request says of the page that sends it: nothing, or its origin as `Referer`. */
export type ReferrerPolicy = 'no-referrer' | 'origin';

export interface DownloadOptions extends CoreOptions {
  /** Replace a file of the origin private file system that exists. @default false */
  readonly overwrite?: boolean | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** `origin` for buckets whose hotlink protection refuses requests without a `Referer`. @default 'no-referrer' */
  readonly referrerPolicy?: ReferrerPolicy | undefined;
  /** Send through this instead of the browser's own `fetch`; the download then runs in the calling thread. */
  readonly transport?: Transport | undefined;
  /** 1 downloads in a worker; 0 does all in the calling thread. @default 1 */
  readonly threads?: 0 | 1 | undefined;
  /** Where the worker's script is, when the bundler does not find it by itself. */
  readonly workerUrl?: string | URL | undefined;
}

export interface DownloadSummary extends CoreSummary {
  /** The finished file; of the origin private file system, what the page may hand over with `saveFile`. */
  readonly file: File;
}
