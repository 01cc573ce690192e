/**
 * Escapes characters that are invisible in source code: control and format characters (such as line breaks and bidirectional
 * marks), and spaces other than U+0020.
 */
export function escapeInvisible(text: string, escapeCodePoint: (codePoint: number) => string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) =>
    escapeCodePoint(character.codePointAt(0) ?? 0),
  );
}

/** Formats a number in lower-case hex, with leading zeros. */
export function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
