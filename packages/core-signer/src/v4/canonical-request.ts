import { encodeObjectName } from '../encode-text.ts';
import { formatHeaders } from '../normalize-headers.ts';
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
 * Step 1 of V4: writes the canonical request, six fields separated by line feeds.
 *
 * ```text
 * HTTP method         GET
 * canonical URI       /bucket/key, percent-encoded
 * canonical query     name=value&name&…, percent-encoded, sorted by name, without x-oss-signature
 * canonical headers   name:value and a line feed for each signed header, sorted by name
 * additional headers  names of the additional signed headers, sorted and joined by ;
 * hashed payload      UNSIGNED-PAYLOAD
 * ```
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
export function canonicalRequest(input: CanonicalRequestInput): string {
  const { method, bucket, key, query, headers } = input;
  const uri = canonicalUri(bucket, key);
  return `${method}\n${uri}\n${query.join('&')}\n${formatHeaders(headers.entries)}\n${headers.additional}\n${unsignedPayload}`;
}

/** Sorts percent-encoded parameters by name, in byte order. */
export function sortQuery(query: readonly string[]): string[] {
  // `a=1` comes before `a-b=1`, although `-` sorts before `=`. A space sorts before all characters of an encoded name,
  // so it replaces `=` while sorting.
  const sorted = query.map((parameter) => parameter.replace('=', ' ')).sort();
  return sorted.map((parameter) => parameter.replace(' ', '='));
}

/** Indicates that the body is not signed; the only value that OSS documents. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD';

// Contains the bucket even if it is part of the host name, so one signature is valid for all hosts. Nothing is
// normalized: `//` and `..` are ordinary parts of an object name.
function canonicalUri(bucket: string, key: string): string {
  return bucket === '' ? '/' : `/${encodeObjectName(bucket)}/${key}`;
}
