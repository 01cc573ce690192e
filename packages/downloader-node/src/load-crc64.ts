import { type Crc64, createCrc64 } from '@ossferry/downloader-core';

let loading: Promise<Crc64> | undefined;

/** Gives the CRC-64 of this thread: one WebAssembly instance is enough, since no computation is ever interrupted. */
export function loadCrc64(): Promise<Crc64> {
  loading ??= createCrc64();
  return loading;
}
