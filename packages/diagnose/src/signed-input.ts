import type { HeaderMap } from '@ossferry/contract';

/** What was signed, as the signer says; the result of `presign` will do. */
export interface SignedInput {
  readonly method?: string | undefined;
  /** Needed for custom domains, which do not tell it. */
  readonly bucket?: string | undefined;
  /** Absent: nobody knows; empty: none. */
  readonly signedHeaders?: HeaderMap | undefined;
}
