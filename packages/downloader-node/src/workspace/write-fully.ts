import { writeSync } from 'node:fs';

/**
 * Writes all of `bytes`, at `offset` or, without one, at the end of a file opened for appending. In the calling thread:
 * to hand bytes to the thread pool and back costs more than to copy them to the page cache.
 */
export function writeFully(descriptor: number, bytes: Uint8Array, offset?: number): void {
  for (let done = 0; done < bytes.length; ) {
    const position = offset === undefined ? null : offset + done;
    done += writeSync(descriptor, bytes, done, bytes.length - done, position);
  }
}
