import type { Sink } from '@ossferry/downloader-core';
import { diskError } from './disk-error.ts';
import { writeFully } from './write-fully.ts';

/** Writes to an open file. `path` is only for messages. */
export function createFileSink(descriptor: number, path: string): Sink {
  return {
    write(bytes, offset) {
      try {
        writeFully(descriptor, bytes, offset);
      } catch (cause) {
        throw diskError(cause, path);
      }
    },
  };
}
