import type { HeaderMap } from '@ossferry/contract';
import { refusal } from './refusal.ts';

export type HeaderEntry = readonly [name: string, value: string];

/**
 * The caller's headers as OSS reads them off the wire: lower-case names, values without the blanks around them.
 * Refuses what HTTP cannot carry, so that no value can smuggle in another header.
 */
export function readHeaders(headers: HeaderMap | undefined): HeaderMap {
  if (headers === undefined) return noHeaders;
  const entries = Object.entries(headers).map(readHeader);
  const read = Object.fromEntries(entries);
  if (Object.keys(read).length < entries.length) {
    throw refusal('InvalidHeader', 'A header is given in upper and in lower case.', 'Give it once.');
  }
  return read;
}

/** Whether OSS signs a header without being told to. */
export function isSignedByDefault(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

/** Sorts by name, in byte order. */
export function sortHeaders(entries: readonly HeaderEntry[]): readonly HeaderEntry[] {
  return entries.length < 2 ? entries : entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Writes headers as both versions sign them: each a line `name:value`, ended by a line feed. */
export function formatHeaders(entries: readonly HeaderEntry[]): string {
  return entries.map(([name, value]) => `${name}:${value}\n`).join('');
}

const noHeaders: HeaderMap = Object.freeze({});

function readHeader([name, value]: HeaderEntry): HeaderEntry {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || typeof value !== 'string' || !/^[\t -~\u0080-\u00ff]*$/.test(value)) {
    throw refusal(
      'InvalidHeader',
      `The header ${JSON.stringify(name)} holds a line break or a character that HTTP cannot carry.`,
      'Percent-encode or base64-encode such text.',
    );
  }
  return [name.toLowerCase(), value.replace(/^[\t ]+|[\t ]+$/g, '')];
}
