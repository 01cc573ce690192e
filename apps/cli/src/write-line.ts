/**
 * Writes one line to a stream. Escapes control characters that JSON does not, since text from a server or a manifest
 * must not control the terminal.
 */
export function writeLine(stream: NodeJS.WritableStream, line: string): void {
  stream.write(`${line.replace(/[\x7f-\x9f\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escapeAsJson)}\n`);
}

function escapeAsJson(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
