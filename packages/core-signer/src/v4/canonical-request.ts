import { joinQuery, type QueryParameter } from '../encode-query.ts';
import { encodeObjectName } from '../encode-text.ts';
import { formatHeaders } from '../read-headers.ts';
import type { V4SignedHeaders } from './signed-headers.ts';

/** A request as V4 signs it. */
export interface CanonicalRequestInput {
  readonly method: string;
  readonly bucket: string;
  /** Percent-encoded. */
  readonly key: string;
  /** Everything in the URL's query but the signature, in any order. */
  readonly query: readonly QueryParameter[];
  readonly headers: V4SignedHeaders;
}

/**
 * Writes a request in the one form that client and OSS agree on, six fields on lines of their own:
 * method, resource, query, headers, additional headers, and a constant in place of the body's hash.
 */
export function canonicalRequest(input: CanonicalRequestInput): string {
  const { method, bucket, key, query, headers } = input;
  const resource = canonicalResource(bucket, key);
  return `${method}\n${resource}\n${canonicalQuery(query)}\n${formatHeaders(headers.entries)}\n${headers.additional}\n${unsignedPayload}`;
}

/** Says that the body is not signed; the only value that OSS documents. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD';

// The bucket comes first whatever the host looks like, so one signature fits all hosts. Nothing is normalised:
// `//` and `..` are ordinary parts of an object name.
function canonicalResource(bucket: string, key: string): string {
  return bucket === '' ? '/' : `/${encodeObjectName(bucket)}/${key}`;
}

// Sorted by encoded name, and not by the whole text: `a-b=1` comes after `a=1`, although `-` sorts before `=`.
function canonicalQuery(query: readonly QueryParameter[]): string {
  return joinQuery(query.toSorted((a, b) => compare(a.name, b.name) || compare(a.text, b.text)));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
