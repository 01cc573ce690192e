import type { HeaderMap } from '@ossferry/contract';
import { signError } from './sign-error.ts';

export type HeaderEntry = readonly [name: string, value: string];

/**
 * Converts headers to the form in which OSS receives them: lower-case names, values without surrounding spaces. Refuses
 * characters that HTTP does not allow, so that a value cannot inject another header.
 */
export function normalizeHeaders(headers: HeaderMap | undefined): HeaderMap {
  return headers === undefined ? {} : Object.fromEntries(Object.entries(headers).map(normalizeHeader));
}

/** Returns whether OSS signs a header in every request that contains it: `x-oss-*`, `content-type`, `content-md5`. */
export function isSignedByDefault(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

/** Sorts headers by name, in byte order. */
export function sortHeaders(entries: readonly HeaderEntry[]): readonly HeaderEntry[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Writes headers as V4 and V1 sign them: `name:value` and a line feed for each. */
export function formatHeaders(entries: readonly HeaderEntry[]): string {
  return entries.map(([name, value]) => `${name}:${value}\n`).join('');
}

function normalizeHeader([name, value]: HeaderEntry): HeaderEntry {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || typeof value !== 'string' || !/^[\t -~\u0080-\u00ff]*$/.test(value)) {
    throw signError(
      'InvalidHeader',
      `The header ${JSON.stringify(name)} has characters that HTTP forbids.`,
      'Percent-encode it.',
    );
  }
  return [name.toLowerCase(), value.replace(/^[\t ]+|(?<![\t ])[\t ]+$/g, '')];
}
