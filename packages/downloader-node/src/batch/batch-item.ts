import type { HeaderMap, OssError } from '@ossferry/contract';
import type { DownloadEvent, DownloadSource, DownloadSummary } from '@ossferry/downloader-core';
import type { DownloadOptions } from '../download.ts';

/** One object of a batch and the file it becomes. */
export interface BatchItem {
  readonly source: DownloadSource;
  /** Folders on the way to it are made. */
  readonly destination: string;
  /** The headers that were signed into `source`, when that is a bare URL. */
  readonly signedHeaders?: HeaderMap | undefined;
  /** How large the object has to be; any other fails with `UnexpectedObject`. */
  readonly sizeBytes?: number | undefined;
  /**
   * The CRC-64 that the object has to have, in decimal as OSS writes it; any other fails with `UnexpectedObject`. It is
   * compared with `verify: false` too, which is about the one that the service says.
   */
  readonly crc64?: string | undefined;
  /** What results call it; nothing else is done with it. */
  readonly id?: string | undefined;
}

/** What became of one item. */
export type BatchResult<Item extends BatchItem = BatchItem> = ItemOutcome & {
  readonly item: Item;
  /** Requests sent for it. */
  readonly requests: number;
  readonly durationMs: number;
};

/** `skipped`: its file was there. `stopped`: the batch ended before it was whole; what came is kept. */
export type ItemOutcome =
  | { readonly status: 'done'; readonly summary: DownloadSummary; readonly error?: undefined }
  | { readonly status: 'failed'; readonly error: OssError; readonly summary?: undefined }
  | { readonly status: 'skipped' | 'stopped'; readonly summary?: undefined; readonly error?: undefined };

/** Options of a batch; those of a download hold for every item. */
export interface BatchOptions<Item extends BatchItem = BatchItem>
  extends Omit<DownloadOptions, 'overwrite' | 'onEvent'> {
  /** Streams at a time, over all items: a large object may use several of them. @default 16 */
  readonly parallelTotal?: number | undefined;
  /** Streams at a time to one host. @default parallelTotal */
  readonly parallelPerHost?: number | undefined;
  /**
   * What to do where a destination exists, in place of a download's `overwrite`. `fail` calls it `DestinationExists`;
   * `skip` leaves it alone, unless it contradicts the `sizeBytes` or `crc64` of its item (`DestinationDiffers`);
   * `replace` downloads it again.
   * @default 'fail'
   */
  readonly whenPresent?: 'fail' | 'skip' | 'replace' | undefined;
  /** End the batch with the first item that fails. @default false */
  readonly stopOnFirstError?: boolean | undefined;
  /**
   * Hears what becomes of each item, in the order in which they end. Until its promise settles, no new item takes the
   * place of this one; when `signal` aborts, it is not waited for.
   */
  readonly onResult?: ((result: BatchResult<Item>) => void | Promise<void>) | undefined;
  /** Hears what happens to each item. If it throws, or its promise rejects, the batch ends with that error. */
  readonly onEvent?: ((event: DownloadEvent, item: Item) => void) | undefined;
}

/** How a batch went. */
export interface BatchSummary {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  /** Bytes of the items that are done. */
  readonly sizeBytes: number;
  readonly requests: number;
  readonly durationMs: number;
}
