import type { Readable } from 'node:stream';
import { type ManifestEntries, type ManifestEntry, manifestError, readEntry } from './manifest-entry.ts';
import { readLinesAtHand } from './read-lines.ts';

/** Parses one JSON object per line; empty lines are skipped. */
export async function* readNdjsonManifest(input: Readable): ManifestEntries {
  let line = 0;
  function* parse(lines: readonly string[]): Generator<ManifestEntry> {
    for (const read of lines) {
      line += 1;
      const text = line === 1 ? read.replace(/^\uFEFF/, '') : read;
      if (text.trim() !== '') yield readEntry(parseObject(text, line), line);
    }
  }
  for await (const lines of readLinesAtHand(input)) yield parse(lines);
}

function parseObject(text: string, line: number): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes its input, which may contain a signature.
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw manifestError(line, 'it is not a JSON object', 'Write one object per line: {"url":"…","destination":"…"}.');
}
