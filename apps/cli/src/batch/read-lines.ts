import type { Readable } from 'node:stream';
import { readCheckedLines, readWholeLines } from './read-whole-lines.ts';

export interface LinesOptions {
  /** Take what is not in UTF-8 as well, as a crash leaves it of a line. @default false */
  readonly lenient?: boolean | undefined;
}

/**
 * Gives the lines of a text, without what ends them: a line feed, or that behind a carriage return. Not `node:readline`,
 * for which U+2028 ends a line as well: names of objects and JSON may hold it. Throws `InvalidManifest` for what is no
 * text in UTF-8.
 */
export async function* readLines(input: Readable, options: LinesOptions = {}): AsyncGenerator<string> {
  for await (const lines of readLinesAtHand(input, options)) yield* lines;
}

/** As {@link readLines}, all lines together that have come together. */
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
