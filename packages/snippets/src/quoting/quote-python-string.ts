import { escapeInvisible, hex } from './escape-invisible.ts';

/** Quotes text as a Python string literal. */
export function quotePythonString(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&');
  return `"${escapeInvisible(escaped, (codePoint) => `\\U${hex(codePoint, 8)}`)}"`;
}
