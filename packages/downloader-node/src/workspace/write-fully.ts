import { writeSync } from 'node:fs';

/**
 * Writes all of `bytes`, at `offset`, or at the end of a file opened for appending. Synchronous, because the thread
 * pool costs more than copying the bytes to the page cache.
 */
export function writeFully(descriptor: number, bytes: Uint8Array, offset?: number): void {
  for (let done = 0; done < bytes.length; ) {
    const position = offset === undefined ? null : offset + done;
    done += writeSync(descriptor, bytes, done, bytes.length - done, position);
  }
}
