/** Writes a text without NUL as one word of a POSIX shell. Nothing has a meaning between single quotes. */
export function quotePosixShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
