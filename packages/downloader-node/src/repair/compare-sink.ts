import { readSync } from 'node:fs';
import type { Sink } from '@ossferry/downloader-core';
import { diskError } from '../workspace/disk-error.ts';

/** Writes only bytes that differ from the open file to `sink`. `path` is only for messages. */
export function createCompareSink(descriptor: number, path: string, sink: Sink): Sink {
  let buffer = Buffer.alloc(0);
  const isEqual = (bytes: Uint8Array, offset: number): boolean => {
    if (buffer.length < bytes.length) buffer = Buffer.alloc(bytes.length);
    try {
      const bytesRead = readSync(descriptor, buffer, 0, bytes.length, offset);
      return bytesRead === bytes.length && buffer.subarray(0, bytesRead).equals(bytes);
    } catch (cause) {
      throw diskError(cause, path);
    }
  };
  return { write: (bytes, offset) => (isEqual(bytes, offset) ? undefined : sink.write(bytes, offset)) };
}
