import { escapeInvisible, hex } from './escape-invisible.ts';

/** Quotes text without NUL as an `NSString` literal. */
export function quoteObjectiveCString(text: string): string {
  // In C, `??` begins a trigraph, and universal character names must not be control characters: those are UTF-8 in octal.
  const escaped = text.replace(/["\\]/g, '\\$&').replace(/(?<=\?)\?/g, '\\?');
  return `@"${escapeInvisible(escaped, escapeCodePoint)}"`;
}

function escapeCodePoint(codePoint: number): string {
  if (codePoint >= 0xa0) return `\\U${hex(codePoint, 8)}`;
  const bytes = codePoint < 0x80 ? [codePoint] : [0xc0 | (codePoint >> 6), 0x80 | (codePoint & 0x3f)];
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
