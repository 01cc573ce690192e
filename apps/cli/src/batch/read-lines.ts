import type { Readable } from 'node:stream';

/**
 * Gives the lines of a text, without what ends them: a line feed, or that behind a carriage return. Not `node:readline`,
 * for which U+2028 ends a line as well: names of objects and JSON may hold it.
 */
export async function* readLines(input: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n');
    rest += first;
    for (const next of others) {
      yield withoutReturn(rest);
      rest = next;
    }
  }
  if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
