import { escapeInvisible, hex } from './escape-invisible.ts';

/** Quotes text as a JavaScript string literal. In a script element, `</script>` in the text does not end the element. */
export function quoteJavaScriptString(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/<(?=[/!])/g, '\\x3c');
  return `'${escapeInvisible(escaped, (codePoint) => `\\u{${hex(codePoint, 1)}}`)}'`;
}
