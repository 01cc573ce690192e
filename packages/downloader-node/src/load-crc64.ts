import { type Crc64, createCrc64 } from '@ossferry/downloader-core';

let loading: Promise<Crc64> | undefined;

/**
 * Returns the shared CRC-64 of this thread. One WebAssembly instance is enough, because computations are synchronous.
 */
export function loadCrc64(): Promise<Crc64> {
  loading ??= createCrc64();
  return loading;
}
