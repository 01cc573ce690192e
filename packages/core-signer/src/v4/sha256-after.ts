import { sha256 } from '@noble/hashes/sha2.js';

/** Makes SHA-256 (32 bytes) of `prefix` followed by other bytes; the prefix is hashed only once. */
export function sha256After(prefix: Uint8Array): (bytes: Uint8Array) => Uint8Array {
  const start = sha256.create().update(prefix);
  // Lasts, since making a hash takes longer than copying a state into one.
  const working = start.clone();
  return (bytes) => start._cloneInto(working).update(bytes).digest();
}
