import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { manifestError } from './manifest-entry.ts';

/**
 * Yields a text in pieces that end at line breaks, as they arrive. Throws `InvalidManifest` for a line of more than 1
 * MiB, which means that the file is not a manifest.
 */
export async function* readWholeLines(input: Readable): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let line = 1;
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      const piece = Buffer.concat([...begun, chunk.subarray(0, end)]);
      yield piece;
      line += countLines(piece);
      begun = [];
      begunBytes = 0;
    }
    if (end < chunk.length) begun.push(chunk.subarray(end));
    begunBytes += chunk.length - end;
    if (begunBytes > maxLineBytes) throw manifestError(line, 'it is longer than 1 MiB', listAdvice);
  }
  if (begunBytes > 0) yield Buffer.concat(begun);
}

/** Like {@link readWholeLines}; also throws `InvalidManifest` for a line of invalid UTF-8. */
export async function* readCheckedLines(input: Readable): AsyncGenerator<Buffer> {
  let line = 1;
  for await (const piece of readWholeLines(input)) {
    if (isText(piece)) {
      yield piece;
      line += countLines(piece);
      continue;
    }
    const { start, lines } = findForeignLine(piece);
    if (start > 0) yield piece.subarray(0, start); // Errors in earlier lines are reported first.
    throw foreignLine(piece.subarray(start), line + lines);
  }
}

const lineFeed = 0x0a;
const maxLineBytes = 1024 * 1024;
const listAdvice = 'Use a list with one object per line.';

function countLines(piece: Buffer): number {
  let count = 0;
  for (let place = piece.indexOf(lineFeed); place >= 0; place = piece.indexOf(lineFeed, place + 1)) count += 1;
  return count;
}

/** NUL characters are valid UTF-8, but indicate UTF-16 here. */
function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

interface ForeignLine {
  readonly start: number;
  /** The number of lines before it in the piece. */
  readonly lines: number;
}

function findForeignLine(piece: Buffer): ForeignLine {
  let start = 0;
  for (let lines = 0; ; lines += 1) {
    const end = piece.indexOf(lineFeed, start) + 1;
    if (end === 0 || !isText(piece.subarray(start, end))) return { start, lines };
    start = end;
  }
}

function foreignLine(bytes: Buffer, line: number): Error {
  const isWide = bytes.includes(0) || (line === 1 && /^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2)));
  const what = isWide ? 'it contains NUL characters, which suggests UTF-16' : 'it is not valid UTF-8';
  return manifestError(line, what, 'Save the manifest as UTF-8.');
}
