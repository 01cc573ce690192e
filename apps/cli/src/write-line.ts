/**
 * Writes one line to a stream of the process. What JSON leaves as it is and some terminals obey is escaped as in JSON: a
 * server or a list may have written it.
 */
export function writeLine(stream: NodeJS.WritableStream, line: string): void {
  stream.write(`${line.replace(/[\x7f-\x9f\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escapeAsJson)}\n`);
}

function escapeAsJson(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
