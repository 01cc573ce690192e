import type { DownloadEvent } from './events.ts';
import { invalidOption } from './invalid-option.ts';
import type { PinPolicy } from './response/pin.ts';
import { type RetryOptions, readRetry } from './streams/backoff.ts';

/** Options of a download, the same in every environment. */
export interface DownloadOptions {
  /** Fixed number of parallel streams. @default adapts to the throughput: 4 at the start, at most 32 */
  readonly parallel?: number | undefined;
  /** Bytes per request. @default from the object's size, 8 to 64 MiB */
  readonly partSizeBytes?: number | undefined;
  /** Compare the CRC-64 of the whole object with the one from OSS. @default true */
  readonly verify?: boolean | undefined;
  /** What to do if the object was replaced during the download. @default 'fail' */
  readonly onChange?: 'fail' | 'restart' | undefined;
  /**
   * How to check that all ranges belong to one version. `strict`: every range sends `If-Match`, and any sign of another
   * version ends the download. `cdn`, for hosts with inconsistent ETags: compares size and Last-Modified, and at the
   * end the CRC-64 of the whole object. @default 'strict'
   */
  readonly pin?: PinPolicy | undefined;
  /** Maximum bytes per second for all streams together. @default no limit */
  readonly limitRateBytesPerSecond?: number | undefined;
  /**
   * Memory for data in flight: 2 MiB per stream and 32 MiB per thread. It limits their number. The program's own memory
   * is not included. @default no limit
   */
  readonly maxMemoryBytes?: number | undefined;
  /** How often and after which delay a failed request is retried, with the defaults of {@link RetryOptions}. */
  readonly retry?: Partial<RetryOptions> | undefined;
  /** Aborts the download with the signal's reason; the downloaded data is kept. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Receives progress, retries, renewals and warnings as they happen. If it throws, or its promise rejects, the
   * download fails with that error.
   */
  readonly onEvent?: ((event: DownloadEvent) => void) | undefined;
  /** The wall clock in milliseconds since 1970, used to check whether a URL has expired. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** A random number of at least 0 and less than 1, for the jitter of retries. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/** Memory of a stream: a piece of 1 MiB that is being collected, and 1 MiB in flight in the system. */
export const streamMemoryBytes: number = 2 * 1024 * 1024;

/** Throws `InvalidOption` for invalid options. */
export function checkOptions(options: DownloadOptions): void {
  const { parallel = 1, partSizeBytes = Infinity, limitRateBytesPerSecond = Infinity } = options;
  const { maxMemoryBytes = Infinity, pin = 'strict', onChange = 'fail' } = options;
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 256) {
    throw invalidOption(`parallel is ${parallel}`, 'Give a whole number from 1 to 256.');
  }
  if (!(partSizeBytes === Infinity || (Number.isInteger(partSizeBytes) && partSizeBytes >= 64 * 1024))) {
    throw invalidOption(`partSizeBytes is ${partSizeBytes}`, 'Give a whole number of at least 65536.');
  }
  if (!(limitRateBytesPerSecond >= 1000)) {
    throw invalidOption(`limitRateBytesPerSecond is ${limitRateBytesPerSecond}`, 'Give at least 1000.');
  }
  if (!(maxMemoryBytes >= streamMemoryBytes)) {
    const advice = `Give at least ${streamMemoryBytes}, the memory of one stream.`;
    throw invalidOption(`maxMemoryBytes is ${maxMemoryBytes}`, advice);
  }
  if (pin !== 'strict' && pin !== 'cdn') throw invalidOption(`pin is "${pin as string}"`, 'Give "strict" or "cdn".');
  if (onChange !== 'fail' && onChange !== 'restart') {
    throw invalidOption(`onChange is "${onChange as string}"`, 'Give "fail" or "restart".');
  }
  readRetry(options.retry);
}

/** The number of streams that fit into `maxMemoryBytes`. */
export function streamsThatFit({ maxMemoryBytes = Infinity }: DownloadOptions): number {
  return Math.floor(maxMemoryBytes / streamMemoryBytes);
}
