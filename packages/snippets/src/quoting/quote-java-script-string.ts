import { escapeInvisible, hex } from './escape-invisible.ts';

/** Writes a text as a JavaScript string in single quotes. `</script>` cannot end the element that it stands in. */
export function quoteJavaScriptString(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/<(?=[/!])/g, '\\x3c');
  return `'${escapeInvisible(escaped, (codePoint) => `\\u{${hex(codePoint, 1)}}`)}'`;
}
