import type { Readable } from 'node:stream';
import { readCheckedLines, readWholeLines } from './read-whole-lines.ts';

export interface LinesOptions {
  /** Accept invalid UTF-8, which a crash may leave in a line. @default false */
  readonly lenient?: boolean | undefined;
}

/**
 * Yields lines without their endings, LF or CRLF. Not `node:readline`, which also splits at U+2028, which keys and JSON
 * may contain. Throws `InvalidManifest` for invalid UTF-8.
 */
export async function* readLines(input: Readable, options: LinesOptions = {}): AsyncGenerator<string> {
  for await (const lines of readLinesAtHand(input, options)) yield* lines;
}

/** Like {@link readLines}, but yields all lines that arrived together. */
export async function* readLinesAtHand(
  input: Readable,
  { lenient = false }: LinesOptions = {},
): AsyncGenerator<readonly string[]> {
  for await (const piece of lenient ? readWholeLines(input) : readCheckedLines(input)) {
    const lines = piece.toString().split('\n');
    if (lines.at(-1) === '') lines.pop();
    yield lines.map(withoutReturn);
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
