import { utf8ToBytes } from '@noble/hashes/utils.js';

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  // Text to be signed is nearly always ASCII, where a UTF-16 unit is a byte; copying is several times as fast as encoding.
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return utf8ToBytes(text);
    bytes[index] = unit;
  }
  return bytes;
}
