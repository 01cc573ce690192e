import { escapeInvisible, hex } from './escape-invisible.ts';

/** Quotes text as an interpreted string literal of Go. */
export function quoteGoString(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&');
  return `"${escapeInvisible(escaped, (codePoint) => `\\U${hex(codePoint, 8)}`)}"`;
}
