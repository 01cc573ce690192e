import { hash } from 'node:crypto';

/** Returns the first 8 bytes of the SHA-256 of a UTF-8 text, as a big-endian number. */
export function hash64(text: string): bigint {
  // Not from a buffer: allocating and collecting one takes longer than the hash.
  return BigInt(`0x${hash('sha256', text, 'hex').slice(0, 16)}`);
}
