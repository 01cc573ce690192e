import { utf8 } from '../utf8.ts';

/** Encodes a text as UTF-8. The result is valid until the next call, which may reuse its memory. */
export function textBytes(text: string): Uint8Array {
  // Signed texts are nearly always short and ASCII, where each UTF-16 unit is one byte: copying it to a reused buffer is
  // several times faster than encoding it into a new one.
  if (text.length > buffer.length) return utf8(text);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return utf8(text);
    buffer[index] = unit;
  }
  return buffer.subarray(0, text.length);
}

const buffer = /* @__PURE__ */ new Uint8Array(2048);
