import type { Credentials, HeaderMap, Method, Query } from '@ossferry/contract';

/** What every signature is made from: both versions, in the URL and in a header. */
export interface SigningInput {
  /** @default 'GET' */
  readonly method?: Method | undefined;
  /** Part of the signature on every form of host, a custom domain too; `''` for requests about no bucket. */
  readonly bucket: string;
  /** The object's name, not encoded. */
  readonly key?: string | undefined;
  readonly query?: Query | undefined;
  readonly headers?: HeaderMap | undefined;
  readonly credentials: Credentials;
  /** The moment of signing: V4 URLs start to be valid here. Milliseconds are cut off. */
  readonly now: Date;
}

/** Where the signed URL leads and how long it lives. */
export interface UrlInput {
  /** Scheme and authority without a trailing slash, `https://bucket.oss-cn-hangzhou.aliyuncs.com` for example. */
  readonly baseUrl: string;
  /** Percent-encoded path as it stands in the URL; hosts in path style need `/bucket/key`. @default the encoded key */
  readonly path?: string | undefined;
  /** Whole seconds from `now`. V4: 1 to 604 800 (7 days). V1: 1 or more. */
  readonly expiresInSeconds: number;
}
