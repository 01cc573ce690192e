import type { Sink } from '@ossferry/downloader-core';
import { diskError, diskFull, isDiskFull } from './disk-error.ts';
import { writeFully } from './write-fully.ts';

/** Writes to an open file. `path` is only for messages. */
export function createFileSink(descriptor: number, path: string): Sink {
  const failure = (cause: unknown) => (isDiskFull(cause) ? diskFull(path) : diskError(cause, path));
  return {
    write(bytes, offset) {
      try {
        writeFully(descriptor, bytes, offset);
      } catch (cause) {
        throw failure(cause);
      }
    },
  };
}
