import { readSync } from 'node:fs';
import type { Sink } from '@ossferry/downloader-core';

/** Writes only bytes that differ from the file to `sink`. */
export function createCompareSink(descriptor: number, sink: Sink): Sink {
  let buffer = Buffer.alloc(0);
  const isEqual = (bytes: Uint8Array, offset: number): boolean => {
    if (buffer.length < bytes.length) buffer = Buffer.alloc(bytes.length);
    const bytesRead = readSync(descriptor, buffer, 0, bytes.length, offset);
    return bytesRead === bytes.length && buffer.subarray(0, bytesRead).equals(bytes);
  };
  return { write: (bytes, offset) => (isEqual(bytes, offset) ? undefined : sink.write(bytes, offset)) };
}
