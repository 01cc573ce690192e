import { encodeObjectName } from '../encode-text.ts';
import { formatHeaders } from '../read-headers.ts';
import type { V4SignedHeaders } from './signed-headers.ts';

/** A request as V4 signs it. */
export interface CanonicalRequestInput {
  readonly method: string;
  readonly bucket: string;
  /** Percent-encoded. */
  readonly key: string;
  /** The URL's query without the signature, percent-encoded, in the order of {@link sortQuery}. */
  readonly query: readonly string[];
  readonly headers: V4SignedHeaders;
}

/**
 * Writes a request in canonical form, with six fields on separate lines: method, resource, query, headers, additional
 * headers, and a constant instead of the body's hash.
 */
export function canonicalRequest(input: CanonicalRequestInput): string {
  const { method, bucket, key, query, headers } = input;
  const resource = canonicalResource(bucket, key);
  return `${method}\n${resource}\n${query.join('&')}\n${formatHeaders(headers.entries)}\n${headers.additional}\n${unsignedPayload}`;
}

/** Sorts encoded parameters by name, in byte order. */
export function sortQuery(query: readonly string[]): string[] {
  // `a=1` comes before `a-b=1`, although `-` sorts before `=`. A blank sorts before everything that an encoded name can
  // hold, so it takes the place of `=` while sorting.
  const sorted = query.map((parameter) => parameter.replace('=', ' ')).sort();
  return sorted.map((parameter) => parameter.replace(' ', '='));
}

/** Indicates that the body is not signed; the only value that OSS documents. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD';

// The bucket comes first whatever the host looks like, so one signature fits all hosts. Nothing is normalised:
// `//` and `..` are ordinary parts of an object name.
function canonicalResource(bucket: string, key: string): string {
  return bucket === '' ? '/' : `/${encodeObjectName(bucket)}/${key}`;
}
