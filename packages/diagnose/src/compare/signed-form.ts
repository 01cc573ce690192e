import type { HeaderMap, Query } from '@ossferry/contract';

/** What a signature covers, decoded: one form for both versions, for what was sent and for what OSS received. */
export interface SignedForm {
  readonly method: string;
  readonly bucket: string;
  /** The object's name, not encoded. */
  readonly key: string;
  /** All that is signed, without the signature; names and values decoded. */
  readonly query: Query;
  /** Those that are signed, by lower-case name. */
  readonly headers: HeaderMap;
  /** Names that V4 signs on request, in lower case, sorted. */
  readonly additionalHeaders: readonly string[];
  /** Of V4; `UNSIGNED-PAYLOAD`. */
  readonly payload: string;
}

export const unsignedPayload = 'UNSIGNED-PAYLOAD';
