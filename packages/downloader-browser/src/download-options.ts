import type { Transport } from '@ossferry/contract';
import type {
  DownloadOptions as CoreOptions,
  DownloadSummary as CoreSummary,
  Timeouts,
} from '@ossferry/downloader-core';

/** What a request reveals about the page: nothing, or its origin as `Referer`. */
export type ReferrerPolicy = 'no-referrer' | 'origin';

export interface DownloadOptions extends CoreOptions {
  /** Replace an existing file in the origin private file system. @default false */
  readonly overwrite?: boolean | undefined;
  /** Timeouts of every request, with the defaults of {@link Timeouts}. `Infinity` turns one off. */
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Use `origin` if the bucket's hotlink protection refuses requests without a `Referer`. @default 'no-referrer' */
  readonly referrerPolicy?: ReferrerPolicy | undefined;
  /** Sends the requests instead of `fetch`; the download then runs in the calling thread. */
  readonly transport?: Transport | undefined;
  /** 1: download in a worker; 0: download in the calling thread. @default 1 */
  readonly threads?: 0 | 1 | undefined;
  /**
   * URL of the worker's script, if the bundler does not find it, or of your own that imports it. Chromium also runs it in
   * another worker, which only flushes.
   */
  readonly workerUrl?: string | URL | undefined;
}

export interface DownloadSummary extends CoreSummary {
  /** The finished file. If it is in the origin private file system, pass it to `saveFile` for the user. */
  readonly file: File;
}
