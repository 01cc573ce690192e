import { sha256WithPrefix } from './sha256-with-prefix.ts';
import { textBytes } from './text-bytes.ts';

/** Creates a function that returns the HMAC-SHA256 (RFC 2104) of a text with this key: 32 bytes. */
export function hmacSha256(key: Uint8Array): (text: string) => Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > block.length ? sha256WithPrefix(key)(new Uint8Array()) : key);
  const inner = sha256WithPrefix(block.map((byte) => byte ^ 0x36));
  const outer = sha256WithPrefix(block.map((byte) => byte ^ 0x5c));
  return (text) => outer(inner(textBytes(text)));
}
