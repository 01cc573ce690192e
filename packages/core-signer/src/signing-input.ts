import type { Credentials, HeaderMap, Method, Query } from '@ossferry/contract';

/** The input of every signature: V4 and V1, in the URL and in headers. */
export interface SigningInput {
  /** @default 'GET' */
  readonly method?: Method | undefined;
  /** Bucket, which is signed for every host, including custom domains; `''` for requests without a bucket. */
  readonly bucket: string;
  /** The object key, not encoded. */
  readonly key?: string | undefined;
  readonly query?: Query | undefined;
  readonly headers?: HeaderMap | undefined;
  readonly credentials: Credentials;
  /** The signing time, at which V4 URLs become valid. Milliseconds are dropped. */
  readonly now: Date;
}

/** The address and the lifetime of a signed URL. */
export interface UrlInput {
  /** Scheme and authority without a trailing slash, for example `https://bucket.oss-cn-hangzhou.aliyuncs.com`. */
  readonly baseUrl: string;
  /** Percent-encoded path of the URL; path-style hosts need `/bucket/key`. @default the encoded key */
  readonly path?: string | undefined;
  /** Whole seconds from `now`. V4: 1 to 604 800 (7 days). V1: 1 or more. */
  readonly expiresInSeconds: number;
}
