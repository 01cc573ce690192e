import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines } from './read-lines.ts';

async function linesOf(...chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it('default: line feeds end lines, with or without a carriage return', async () => {
    expect(await linesOf('a\nb\r\n\nc')).toEqual(['a', 'b', '', 'c']);
    expect(await linesOf('a\n')).toEqual(['a']);
    expect(await linesOf()).toEqual([]);
  });

  it('behavior: chunks that end within lines and characters', async () => {
    expect(
      await linesOf('a', 'b\r', '\nc', '\n', Buffer.from('文').subarray(0, 1), Buffer.from('文').subarray(1)),
    ).toEqual(['ab', 'c', '文']);
  });

  it('behavior: other line separators do not end a line', async () => {
    expect(await linesOf('oss://bucket/a\u2028oss://bucket/b\u2029c\u0085d\re\n')).toEqual([
      'oss://bucket/a\u2028oss://bucket/b\u2029c\u0085d\re',
    ]);
  });
});
