import type { Readable } from 'node:stream';
import { collectHeader, type Pairs } from '../options/collect-pairs.ts';
import { checkHeaders, type ManifestEntries, type ManifestEntry, manifestError, readSource } from './manifest-entry.ts';
import { readLinesAtHand } from './read-lines.ts';
import { withIdleMarks } from './with-idle-marks.ts';

export interface TextManifestOptions {
  /**
   * After this time without input, the last object of a live manifest is yielded. Not in a manifest with option lines,
   * since more of them may follow. @default waits for the next object or the end
   */
  readonly idleMs?: number | undefined;
}

/**
 * Parses one object per line: `oss://bucket/key` or a URL, optionally followed by a tab and its destination. As in
 * aria2 input files, indented lines below are options: `out=<destination>` and `header=<name>:<value>`. Empty lines and
 * `#` comments are skipped.
 */
export async function* readTextManifest(input: Readable, { idleMs }: TextManifestOptions = {}): ManifestEntries {
  let line = 0;
  let entry: ManifestEntry | undefined;
  let hasOptions = false;
  function* parse(lines: readonly string[]): Generator<ManifestEntry> {
    for (const read of lines) {
      line += 1;
      const text = line === 1 ? read.replace(/^\uFEFF/, '') : read;
      if (text.trim() === '' || text.startsWith('#')) continue;
      if (/^\s/.test(text)) {
        entry = addOption(entry, text.trim(), line);
        hasOptions = true;
        continue;
      }
      if (entry !== undefined) yield entry;
      entry = readLine(text, line);
    }
  }
  const takeLast = (): ManifestEntry[] => {
    const last = entry === undefined ? [] : [entry];
    entry = undefined;
    return last;
  };
  const groups = readLinesAtHand(input);
  for await (const lines of idleMs === undefined ? groups : withIdleMarks(groups, idleMs)) {
    if (lines !== undefined) yield parse(lines);
    else if (!hasOptions) yield takeLast();
  }
  yield takeLast();
}

function readLine(text: string, line: number): ManifestEntry {
  const [source = '', destination, ...more] = text.split('\t');
  if (more.length > 0 || /^(?:https?|oss):\/\//i.test(destination ?? '')) {
    throw manifestError(line, 'it has more than one object', 'Write one object per line; mirrors are not supported.');
  }
  return { line, source: readSource(source.trimEnd(), line), destination: destination?.trim() || undefined };
}

function addOption(entry: ManifestEntry | undefined, text: string, line: number): ManifestEntry {
  const [, name, value = ''] = /^([a-z-]+)=(.+)$/.exec(text) ?? [];
  if (entry !== undefined && name === 'out') return { ...entry, destination: value };
  if (entry !== undefined && name === 'header') return { ...entry, headers: readHeader(value, entry.headers, line) };
  const isLate = entry === undefined && line > 1 && name !== undefined;
  throw manifestError(
    line,
    isLate
      ? 'it is an option without an object, or too late after it'
      : 'it is indented, but not an option of an object',
    isLate
      ? 'Write an object and its options together, or its destination after a tab.'
      : 'Options are out=<file> and header=<name>:<value>.',
  );
}

function readHeader(text: string, before: Pairs | undefined, line: number): Pairs {
  return checkHeaders(collect(text, before, line), line);
}

function collect(text: string, before: Pairs | undefined, line: number): Pairs {
  try {
    return collectHeader(text, before);
  } catch {
    throw manifestError(
      line,
      'a header must be written as name:value',
      'For example: header=x-oss-request-payer:requester.',
    );
  }
}
