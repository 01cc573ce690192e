import { fdatasync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Sink } from '@ossferry/downloader-core';
import { diskError, diskFull, isDiskFull } from './disk-error.ts';

/** Writes at positions of an open file. `path` is for messages. */
export function createFileSink(descriptor: number, path: string): Sink {
  const failure = (cause: unknown) => (isDiskFull(cause) ? diskFull(path) : diskError(cause, path));
  return {
    // In this thread: handing a megabyte to the thread pool and back costs more than copying it to the page cache.
    write(bytes, offset) {
      try {
        for (let done = 0; done < bytes.length; ) {
          done += writeSync(descriptor, bytes, done, bytes.length - done, offset + done);
        }
      } catch (cause) {
        throw failure(cause);
      }
    },
    async sync() {
      try {
        await promisify(fdatasync)(descriptor);
      } catch (cause) {
        throw failure(cause);
      }
    },
  };
}
