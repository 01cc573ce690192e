import { OssError } from '@ossferry/contract';
import type { DownloadOptions } from '@ossferry/downloader-core';
import { streamMemoryBytes } from '@ossferry/downloader-core/internal';

/** What a thread needs before it carries anything: its own heap, its modules, its CRC-64. */
const threadMemoryBytes = 32 * 1024 * 1024;

/** How many threads a download gets, and its options with the memory that is left for streams. */
export interface MemoryShares<Options> {
  readonly threads: number;
  readonly options: Options;
}

/**
 * Shares `maxMemoryBytes` between the `wanted` threads and streams: a thread only when a stream fits beside it. There are none where
 * the rate is limited: one bucket for all streams needs one thread, and a limited rate needs no more. Throws
 * `InvalidOption` for a number of threads that is none.
 */
export function shareMemory<Options extends DownloadOptions>(options: Options, wanted: number): MemoryShares<Options> {
  const { limitRateBytesPerSecond, maxMemoryBytes } = options;
  checkThreads(wanted);
  if (limitRateBytesPerSecond !== undefined) return { threads: 0, options };
  // A value that does not even hold a stream is refused when the download starts.
  if (maxMemoryBytes === undefined || !(maxMemoryBytes >= streamMemoryBytes)) return { threads: wanted, options };
  const threads = Math.min(wanted, Math.floor((maxMemoryBytes - streamMemoryBytes) / threadMemoryBytes));
  return { threads, options: { ...options, maxMemoryBytes: maxMemoryBytes - threads * threadMemoryBytes } };
}

function checkThreads(threads: number): void {
  if (Number.isInteger(threads) && threads >= 0 && threads <= maxThreads) return;
  throw new OssError({
    code: 'InvalidOption',
    phase: 'config',
    message: `The option threads is ${threads}.`,
    advice: `Give a whole number from 0 to ${maxThreads}.`,
  });
}

/** Each one more takes memory, and the disk gets no faster. */
const maxThreads = 64;
