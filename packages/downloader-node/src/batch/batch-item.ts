import type { HeaderMap, OssError } from '@ossferry/contract';
import type { DownloadEvent, DownloadSource, DownloadSummary } from '@ossferry/downloader-core';
import type { DownloadOptions } from '../download.ts';

/** One object of a batch and its destination. */
export interface BatchItem {
  readonly source: DownloadSource;
  /** Missing parent folders are created. */
  readonly destination: string;
  /** The signed headers of `source` if it is a plain URL. */
  readonly signedHeaders?: HeaderMap | undefined;
  /** The expected size of the object. Any other size fails with `UnexpectedObject`. */
  readonly sizeBytes?: number | undefined;
  /**
   * The expected CRC-64 of the object, in decimal like OSS's header. Any other fails with `UnexpectedObject`. It is
   * compared even with `verify: false`, which only concerns the CRC-64 from the server.
   */
  readonly crc64?: string | undefined;
  /** Identifies the item in results; not used otherwise. */
  readonly id?: string | undefined;
}

/** The result of one item. */
export type BatchResult<Item extends BatchItem = BatchItem> = ItemOutcome & {
  readonly item: Item;
  /** Requests sent for it. */
  readonly requests: number;
  readonly durationMs: number;
};

/** `skipped`: the file already exists. `stopped`: the batch ended before the item did; received data is kept. */
export type ItemOutcome =
  | { readonly status: 'done'; readonly summary: DownloadSummary; readonly error?: undefined }
  | { readonly status: 'failed'; readonly error: OssError; readonly summary?: undefined }
  | { readonly status: 'skipped' | 'stopped'; readonly summary?: undefined; readonly error?: undefined };

/** Options of a batch. The options of a download apply to every item. */
export interface BatchOptions<Item extends BatchItem = BatchItem>
  extends Omit<DownloadOptions, 'overwrite' | 'onEvent'> {
  /** Concurrent streams of all items together. A large object may use several. @default 16 */
  readonly parallelTotal?: number | undefined;
  /** Concurrent streams per host. @default parallelTotal */
  readonly parallelPerHost?: number | undefined;
  /**
   * What to do if a destination exists; replaces a download's `overwrite`. `fail`: the item fails with
   * `DestinationExists`. `skip`: the file is kept; the item fails with `DestinationDiffers` if the file does not match
   * the item's `sizeBytes` or `crc64`. `replace`: the object is downloaded again.
   * @default 'fail'
   */
  readonly whenPresent?: 'fail' | 'skip' | 'replace' | undefined;
  /** End the batch when an item fails. @default false */
  readonly stopOnFirstError?: boolean | undefined;
  /**
   * Called with the result of each item, in the order in which they end. Until the returned promise settles, the item
   * counts as running. If `signal` aborts, the batch does not wait for that promise.
   */
  readonly onResult?: ((result: BatchResult<Item>) => void | Promise<void>) | undefined;
  /** Called for every event of every item. If it throws, or its promise rejects, the batch ends with that error. */
  readonly onEvent?: ((event: DownloadEvent, item: Item) => void) | undefined;
}

/** The result of a batch. */
export interface BatchSummary {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  /** Total size of the items with status `done`. */
  readonly sizeBytes: number;
  readonly requests: number;
  readonly durationMs: number;
}
