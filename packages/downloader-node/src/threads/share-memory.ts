import type { DownloadOptions } from '@ossferry/downloader-core';
import { invalidOption, streamMemoryBytes } from '@ossferry/downloader-core/internal';

/** Memory of an idle thread: heap, modules, CRC-64. */
const threadMemoryBytes = 32 * 1024 * 1024;

/** The number of threads, and the options with the remaining memory for streams. */
export interface MemoryShares<Options> {
  readonly threads: number;
  readonly options: Options;
}

/**
 * Divides `maxMemoryBytes` between the `wanted` threads and streams, leaving memory for at least one stream. There are
 * no threads if the rate is limited, because all streams must share one rate limiter. Throws `InvalidOption` for an
 * invalid number of threads.
 */
export function shareMemory<Options extends DownloadOptions>(options: Options, wanted: number): MemoryShares<Options> {
  const { limitRateBytesPerSecond, maxMemoryBytes } = options;
  checkThreads(wanted);
  if (limitRateBytesPerSecond !== undefined) return { threads: 0, options };
  // A value too small for one stream is refused when the download starts.
  if (maxMemoryBytes === undefined || !(maxMemoryBytes >= streamMemoryBytes)) return { threads: wanted, options };
  const threads = Math.min(wanted, Math.floor((maxMemoryBytes - streamMemoryBytes) / threadMemoryBytes));
  return { threads, options: { ...options, maxMemoryBytes: maxMemoryBytes - threads * threadMemoryBytes } };
}

function checkThreads(threads: number): void {
  if (Number.isInteger(threads) && threads >= 0 && threads <= maxThreads) return;
  throw invalidOption(`threads is ${threads}`, `Give a whole number from 0 to ${maxThreads}.`);
}

/** More threads take memory without making the disk faster. */
const maxThreads = 64;
