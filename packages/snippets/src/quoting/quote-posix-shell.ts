/** Quotes text without NUL as one word of a POSIX shell. Between single quotes, no character is special. */
export function quotePosixShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
