import { hex } from './escape-invisible.ts';

/** Quotes text as a Java string literal in ASCII: older compilers read source files in the default charset of the machine. */
export function quoteJavaString(text: string): string {
  // The compiler would treat `\u000a` as a real line break, so control characters are written in octal.
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/\p{Cc}/gu, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`)
    .replace(/[\u0080-\uffff]/g, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
  return `"${escaped}"`;
}
