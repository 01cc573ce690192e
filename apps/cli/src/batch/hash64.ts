import { hash } from 'node:crypto';

/** Returns the first 8 bytes of the SHA-256 of a UTF-8 text, as a big-endian number. */
export function hash64(text: string): bigint {
  return hash('sha256', text, 'buffer').readBigUInt64BE(0);
}
