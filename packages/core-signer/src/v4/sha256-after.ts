// The class and not `sha256` itself, whose wrapper would be a fifteenth of the size of this package.
import { _SHA256 as Sha256 } from '@noble/hashes/sha2.js';

/** Makes SHA-256 (32 bytes) of `prefix` followed by other bytes; the prefix is hashed only once. */
export function sha256After(prefix: Uint8Array): (bytes: Uint8Array) => Uint8Array {
  const start = new Sha256().update(prefix);
  // Lasts, since making a hash takes longer than copying a state into one.
  const working = start.clone();
  return (bytes) => start._cloneInto(working).update(bytes).digest();
}
