import type { PinPolicy } from './answer/pin.ts';
import type { DownloadEvent } from './events.ts';
import { invalidOption } from './invalid-option.ts';
import { type RetryOptions, readRetry } from './streams/backoff.ts';

/** What users may ask of a download, the same in every environment. */
export interface DownloadOptions {
  /** Streams at a time, always so many. @default as many as make it faster: 4 to begin with, at most 32 */
  readonly parallel?: number | undefined;
  /** Bytes that one request asks for. @default from the object's size, 8 to 64 MiB */
  readonly partSizeBytes?: number | undefined;
  /** Compare the CRC-64 of the whole object with what OSS says it is. @default true */
  readonly verify?: boolean | undefined;
  /** What to do when the object is no longer the one that was begun. @default 'fail' */
  readonly onChange?: 'fail' | 'restart' | undefined;
  /**
   * What proves that all ranges are of one version. `strict`: every range carries `If-Match`, and any sign of another
   * version ends the download. `cdn`, for hosts whose nodes disagree on ETags: size and Last-Modified, and in the end the
   * CRC-64 of the whole. @default 'strict'
   */
  readonly pin?: PinPolicy | undefined;
  /** Bytes a second that may come, all streams together. @default no limit */
  readonly limitRateBytesPerSecond?: number | undefined;
  /**
   * Memory for what is on its way, 2 MiB a stream and 32 MiB a thread: there are no more of them than fit. What the
   * program itself needs does not count. @default no limit
   */
  readonly maxMemoryBytes?: number | undefined;
  /** How often, and how long after, a request that failed is tried again. @default {@link defaultRetry} */
  readonly retry?: Partial<RetryOptions> | undefined;
  /** Ends the download with the signal's reason; what came is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of progress, retries, renewals and warnings as they happen. What it throws ends the download. */
  readonly onEvent?: ((event: DownloadEvent) => void) | undefined;
  /** The wall clock, in milliseconds since 1970: tells when a URL ends. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** At least 0 and less than 1: spreads retries in time. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/** What a stream needs: a piece of 1 MiB that it gathers, and as much on its way through the system. */
export const streamMemoryBytes: number = 2 * 1024 * 1024;

/** Refuses options that cannot be meant, with `InvalidOption`. */
export function checkOptions(options: DownloadOptions): void {
  const { parallel = 1, partSizeBytes = Infinity, limitRateBytesPerSecond = Infinity } = options;
  const { maxMemoryBytes = Infinity, pin = 'strict', onChange = 'fail' } = options;
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 256) {
    throw invalidOption(`parallel is ${parallel}`, 'Give a whole number from 1 to 256.');
  }
  if (!(partSizeBytes === Infinity || (Number.isInteger(partSizeBytes) && partSizeBytes >= 64 * 1024))) {
    throw invalidOption(`partSizeBytes is ${partSizeBytes}`, 'Give a whole number of at least 65536.');
  }
  if (!(limitRateBytesPerSecond >= 1024)) {
    throw invalidOption(`limitRateBytesPerSecond is ${limitRateBytesPerSecond}`, 'Give at least 1024.');
  }
  if (!(maxMemoryBytes >= streamMemoryBytes)) {
    const advice = `Give at least ${streamMemoryBytes}: one stream needs as much.`;
    throw invalidOption(`maxMemoryBytes is ${maxMemoryBytes}`, advice);
  }
  if (pin !== 'strict' && pin !== 'cdn') throw invalidOption(`pin is "${pin as string}"`, 'Give "strict" or "cdn".');
  if (onChange !== 'fail' && onChange !== 'restart') {
    throw invalidOption(`onChange is "${onChange as string}"`, 'Give "fail" or "restart".');
  }
  readRetry(options.retry);
}

/** Streams whose memory fits into what is allowed. */
export function streamsThatFit({ maxMemoryBytes = Infinity }: DownloadOptions): number {
  return Math.floor(maxMemoryBytes / streamMemoryBytes);
}
