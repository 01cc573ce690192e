import type { HeaderMap, Query } from '@ossferry/contract';

/** What a signature covers, decoded: one form for both versions, and for requests both sent and received. */
export interface SignedForm {
  readonly method: string;
  readonly bucket: string;
  /** The object name, not encoded. */
  readonly key: string;
  /** All signed parameters except the signature, names and values decoded. V1 signs `Expires` and sub-resources. */
  readonly query: Query;
  /** The signed headers, by lower-case name. */
  readonly headers: HeaderMap;
  /** Names of headers that V4 signs on request, in lower case, sorted. */
  readonly additionalHeaders: readonly string[];
}
