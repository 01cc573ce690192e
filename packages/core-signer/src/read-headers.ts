import type { HeaderMap } from '@ossferry/contract';
import { refusal } from './refusal.ts';

export type HeaderEntry = readonly [name: string, value: string];

/**
 * Returns the caller's headers as OSS receives them: lower-case names, values without surrounding spaces. Refuses
 * characters that HTTP does not allow, so that a value cannot inject another header.
 */
export function readHeaders(headers: HeaderMap | undefined): HeaderMap {
  return headers === undefined ? {} : Object.fromEntries(Object.entries(headers).map(readHeader));
}

/** Whether OSS always signs a header. */
export function isSignedByDefault(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

/** Sorts by name, in byte order. */
export function sortHeaders(entries: readonly HeaderEntry[]): readonly HeaderEntry[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Writes headers as both versions sign them: each a line `name:value`, ended by a line feed. */
export function formatHeaders(entries: readonly HeaderEntry[]): string {
  return entries.map(([name, value]) => `${name}:${value}\n`).join('');
}

function readHeader([name, value]: HeaderEntry): HeaderEntry {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || typeof value !== 'string' || !/^[\t -~\u0080-\u00ff]*$/.test(value)) {
    throw refusal(
      'InvalidHeader',
      `The header ${JSON.stringify(name)} holds what HTTP cannot carry.`,
      'Percent-encode it.',
    );
  }
  return [name.toLowerCase(), value.replace(/^[\t ]+|(?<![\t ])[\t ]+$/g, '')];
}
