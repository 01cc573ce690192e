import { hash } from 'node:crypto';

/** Gives the first 8 bytes of the SHA-256 of a text in UTF-8, as a big-endian number: the same on every machine. */
export function hash64(text: string): bigint {
  return hash('sha256', text, 'buffer').readBigUInt64BE(0);
}
