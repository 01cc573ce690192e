import { utf8 } from '../utf8.ts';

/** The UTF-8 bytes of a text, good until the next call. */
export function textBytes(text: string): Uint8Array {
  return asciiBytes(text) ?? utf8(text);
}

// What is signed is nearly always short and ASCII, where a UTF-16 unit is a byte: copying it into memory that lasts takes
// a fraction of the time of encoding it into new memory.
function asciiBytes(text: string): Uint8Array | undefined {
  if (text.length > lasting.length) return undefined;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return undefined;
    lasting[index] = unit;
  }
  return lasting.subarray(0, text.length);
}

const lasting = /* @__PURE__ */ new Uint8Array(2048);
