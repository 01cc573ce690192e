// The class instead of `sha256`: the wrapper around it would add 7 % to the size of this package.
import { _SHA256 as Sha256 } from '@noble/hashes/sha2.js';

/** Creates a function that returns SHA-256 (32 bytes) of `prefix` and the given bytes. The prefix is hashed only once. */
export function sha256WithPrefix(prefix: Uint8Array): (bytes: Uint8Array) => Uint8Array {
  const start = new Sha256().update(prefix);
  // Reused: creating a hash takes longer than copying a state into it.
  const working = start.clone();
  return (bytes) => start._cloneInto(working).update(bytes).digest();
}
