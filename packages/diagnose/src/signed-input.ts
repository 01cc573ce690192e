import type { HeaderMap } from '@ossferry/contract';

/** What the signer signed: for example, the result of `presign`. */
export interface SignedInput {
  readonly method?: string | undefined;
  /** Needed for custom domains, whose URLs do not contain it. */
  readonly bucket?: string | undefined;
  /** Absent: unknown; empty: none. */
  readonly signedHeaders?: HeaderMap | undefined;
}
