import type { Readable } from 'node:stream';
import { collectHeader, type Pairs } from '../options/collect-pairs.ts';
import { checkHeaders, type ManifestEntry, manifestError, readSource } from './manifest-entry.ts';
import { readLines } from './read-lines.ts';

/**
 * Reads one object a line: `oss://bucket/key` or a URL, then, behind a tab, its destination. As in the lists of aria2,
 * indented lines below it say more: `out=<destination>` and `header=<name>:<value>`. Empty lines and those that begin
 * with `#` are passed over.
 */
export async function* readTextManifest(input: Readable): AsyncGenerator<ManifestEntry> {
  let line = 0;
  let entry: ManifestEntry | undefined;
  for await (const read of readLines(input)) {
    line += 1;
    const text = line === 1 ? read.replace(/^\uFEFF/, '') : read;
    if (text.trim() === '' || text.startsWith('#')) continue;
    if (/^\s/.test(text)) {
      entry = addOption(entry, text.trim(), line);
      continue;
    }
    if (entry !== undefined) yield entry;
    entry = readLine(text, line);
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
  throw manifestError(
    line,
    'it is indented and no option of an object',
    'Options are out=<file> and header=<name>:<value>.',
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
