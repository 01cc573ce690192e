/**
 * Replaces what would not show as itself in source code: control and format characters (line breaks, marks that turn the
 * direction of writing), and every blank but the space.
 */
export function escapeInvisible(text: string, escapeCodePoint: (codePoint: number) => string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) =>
    escapeCodePoint(character.codePointAt(0) ?? 0),
  );
}

/** Writes a code unit or code point in lower-case hex of at least this many digits. */
export function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
