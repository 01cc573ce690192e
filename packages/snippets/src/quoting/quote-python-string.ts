import { escapeInvisible, hex } from './escape-invisible.ts';

/** Writes a text as a Python string literal. */
export function quotePythonString(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&');
  return `"${escapeInvisible(escaped, (codePoint) => `\\U${hex(codePoint, 8)}`)}"`;
}
