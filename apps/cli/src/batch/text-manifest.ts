import type { Readable } from 'node:stream';
import { collectHeader, type Pairs } from '../options/collect-pairs.ts';
import { checkHeaders, type ManifestEntry, manifestError, readSource } from './manifest-entry.ts';
import { readLinesAtHand } from './read-lines.ts';
import { withSilences } from './with-silences.ts';

export interface TextManifestOptions {
  /**
   * A list that is still being written says no more of an object when nothing comes for so long; then its object is given.
   * Not so where options have come: whoever writes them may be slow. @default the next object or the end is waited for
   */
  readonly silenceMs?: number | undefined;
}

/**
 * Reads one object a line: `oss://bucket/key` or a URL, then, behind a tab, its destination. As in the lists of aria2,
 * indented lines below it say more: `out=<destination>` and `header=<name>:<value>`. Empty lines and those that begin
 * with `#` are passed over.
 */
export async function* readTextManifest(
  input: Readable,
  { silenceMs }: TextManifestOptions = {},
): AsyncGenerator<ManifestEntry> {
  let line = 0;
  let entry: ManifestEntry | undefined;
  let hasOptions = false;
  const atHand = readLinesAtHand(input);
  for await (const lines of silenceMs === undefined ? atHand : withSilences(atHand, silenceMs)) {
    if (lines === undefined && !hasOptions && entry !== undefined) {
      yield entry;
      entry = undefined;
    }
    for (const read of lines ?? []) {
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
  if (entry !== undefined) yield entry;
}

function readLine(text: string, line: number): ManifestEntry {
  const [source = '', destination, ...more] = text.split('\t');
  if (more.length > 0 || /^(?:https?|oss):\/\//i.test(destination ?? '')) {
    throw manifestError(line, 'there is more than one object on it', 'Write one object on each line, not its mirrors.');
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
      ? 'it is an option without an object, or came too long after it'
      : 'it is indented and no option of an object',
    isLate
      ? 'Write an object and its options at once, or its destination behind a tab.'
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
      'a header is not written as name:value',
      'Write it as header=x-oss-request-payer:requester.',
    );
  }
}
