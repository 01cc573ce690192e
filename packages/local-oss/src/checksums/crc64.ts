import { createCRC64 } from 'hash-wasm';

/** A running CRC-64/XZ, the checksum of `x-oss-hash-crc64ecma`. */
export interface Crc64 {
  readonly update: (bytes: Uint8Array) => void;
  readonly digest: () => bigint;
}

/** Starts a CRC-64. */
export async function createCrc64(): Promise<Crc64> {
  const hasher = await createCRC64();
  hasher.init();
  return {
    update: (bytes) => {
      hasher.update(bytes);
    },
    digest: () => BigInt(`0x${hasher.digest('hex')}`),
  };
}

/** Creates a function that computes the CRC-64 of byte strings. */
export async function createCrc64Function(): Promise<(bytes: Uint8Array) => bigint> {
  const hasher = await createCRC64();
  return (bytes) => BigInt(`0x${hasher.init().update(bytes).digest('hex')}`);
}
