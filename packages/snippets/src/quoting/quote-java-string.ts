import { hex } from './escape-invisible.ts';

/** Writes a text as a Java string literal of ASCII alone, since older compilers read sources in the machine's own charset. */
export function quoteJavaString(text: string): string {
  // `\u000a` would be a real line break to the compiler, so that control characters are written in octal, in full.
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/\p{Cc}/gu, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`)
    .replace(/[\u0080-\uffff]/g, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
  return `"${escaped}"`;
}
