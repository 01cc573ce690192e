import type { HeaderMap, Method, OssRequest } from './request.ts';

/** How long a presigned URL is to live. */
export interface PresignOptions {
  /** Lifetime in seconds. V4: 1 to 604 800 (7 days). V1: no maximum. @default 900 */
  readonly expires?: number | undefined;
  /** The moment the URL ends; wins over `expires`. */
  readonly expiration?: Date | undefined;
  /**
   * The URL must live at least this long: a source that can refresh does so when its token ends earlier, and presigning
   * fails when the new one does not last either. Without it, a token that ends early cuts the life of the URL.
   */
  readonly minLifetimeSeconds?: number | undefined;
  /**
   * What happens when the security token ends before the lifetime that was asked for: `clamp` cuts the life of the URL
   * there; `require` asks the source for a token that lasts, and fails when there is none; `ignore` signs the lifetime
   * that was asked for, and warns. @default 'clamp'
   */
  readonly expiryPolicy?: 'clamp' | 'require' | 'ignore' | undefined;
  /**
   * Dates the URL at the start of the current window of so many seconds, so that equal inputs give an equal, cacheable
   * URL inside of it. The window is added to `expires`, so the URL lives at least as long as asked, wherever in the
   * window it is made; 7 days and the end of the security token stay the limits.
   */
  readonly signingWindowSeconds?: number | undefined;
}

/** What the presign ring hands on. */
export interface PresignCall {
  readonly request: OssRequest;
  readonly options: PresignOptions;
}

/** A URL with which anybody may do one thing until it ends. The URL is a secret. */
export interface PresignResult {
  readonly method: Method;
  readonly url: string;
  /** The end that stands in the URL, after every limit. */
  readonly expiration: Date;
  /** Headers that are part of the signature: whoever uses the URL sends exactly these. */
  readonly signedHeaders: HeaderMap;
  /**
   * `token` when the URL is cut because the security token ends before the lifetime that was asked for; `unknown` when
   * there is a token and nobody knows its end, so that the URL may stop working sooner.
   */
  readonly limitedBy: 'asked' | 'token' | 'unknown';
  /** What will surprise whoever uses the URL, one sentence each; empty when nothing will. */
  readonly warnings: readonly string[];
}
