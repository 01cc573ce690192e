import type { HeaderMap, Method, OssRequest } from './request.ts';

/** The options that set the lifetime of a presigned URL. */
export interface PresignOptions {
  /**
   * Lifetime of the URL in seconds. V4: 1 to 604 800 (7 days). V1: at most 100 years. Not to be confused with the field
   * `expires` of `putObject`, which is a header of the object. @default 900
   */
  readonly expires?: number | undefined;
  /** The expiration date of the URL; takes precedence over `expires`. */
  readonly expiration?: Date | undefined;
  /**
   * The minimum lifetime of the URL. If the security token expires earlier, a source that can refresh does so; presigning
   * fails if the new token expires too early as well. Without this option, a token that expires early shortens the URL's
   * lifetime.
   */
  readonly minLifetimeSeconds?: number | undefined;
  /**
   * What happens if the security token expires before the requested lifetime ends: `clamp` shortens the URL's lifetime;
   * `require` requests a longer-lived token from the source, and fails if there is none; `ignore` signs the requested
   * lifetime and adds a warning. @default 'clamp'
   */
  readonly expiryPolicy?: 'clamp' | 'require' | 'ignore' | undefined;
  /**
   * Length of the signing window in seconds. The URL is dated at the start of the current window, so that equal inputs
   * give an equal, cacheable URL within a window. The window is added to `expires`, so that the URL is valid at least
   * as long as requested. The limits of 7 days and of the security token's expiration still apply.
   */
  readonly signingWindowSeconds?: number | undefined;
}

/** The input of the presign ring. */
export interface PresignCall {
  readonly request: OssRequest;
  readonly options: PresignOptions;
}

/** A URL that allows anyone to send one specific request until it expires. The URL is a secret. */
export interface PresignResult {
  /** The HTTP method that the URL allows. */
  readonly method: Method;
  readonly url: string;
  /** The expiration date in the URL, after all limits. */
  readonly expiration: Date;
  /** Headers that are part of the signature. A request to the URL must send exactly these. */
  readonly signedHeaders: HeaderMap;
  /**
   * What determined the expiration date. `request`: the requested lifetime. `token`: the security token expires earlier.
   * `maximum`: with the signing window, the lifetime would exceed V4's 7 days. `unknown`: the token's expiration is
   * unknown, so the URL may stop working earlier.
   */
  readonly limitedBy: 'request' | 'token' | 'maximum' | 'unknown';
  /** Possible problems for users of the URL. */
  readonly warnings: readonly PresignWarning[];
}

/** A possible problem for users of a URL. */
export interface PresignWarning {
  /** A stable identifier; the message may change. Plugins may add their own codes. */
  readonly code:
    | 'BodyNotCarried'
    | 'ContentTypeRefused'
    | 'DotSegment'
    | 'HeadersUnsigned'
    | 'KeyBeginsWithSlash'
    | 'KeyTooLong'
    | 'LifetimeCut'
    | 'NotEncrypted'
    | 'NotSigned'
    | 'PathStyleRefused'
    | 'RegionIncomplete'
    | 'TokenEndUnknown'
    | 'TokenEndsSooner'
    | 'TokenMissing'
    | 'TrafficLimitRefused'
    | 'VersionIdEmpty'
    | (string & {});
  /** One sentence. */
  readonly message: string;
}
