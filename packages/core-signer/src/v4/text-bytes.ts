import { utf8 } from '../utf8.ts';

/** The UTF-8 bytes of a text, good until the next call. */
export function textBytes(text: string): Uint8Array {
  // What is signed is nearly always short and ASCII, where a UTF-16 unit is a byte: copying it into memory that lasts
  // takes a fraction of the time of encoding it into new memory.
  if (text.length > lasting.length) return utf8(text);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return utf8(text);
    lasting[index] = unit;
  }
  return lasting.subarray(0, text.length);
}

const lasting = /* @__PURE__ */ new Uint8Array(2048);
