/** A bucket of the local OSS. A plain string creates a private, unversioned bucket with that name. */
export interface BucketOptions {
  /** 3 to 63 characters of `a-z`, `0-9` and `-`, without `-` at either end. */
  readonly name: string;
  /** The region that signatures and OSS host names must contain. @default the region of the server */
  readonly region?: string | undefined;
  /** Whether anonymous requests may read the bucket (`public-read`) or not (`private`). @default 'private' */
  readonly acl?: BucketAcl | undefined;
  /**
   * Whether overwritten and deleted objects are kept as versions. If absent, the bucket was never versioned, like a new
   * OSS bucket.
   */
  readonly versioning?: BucketVersioning | undefined;
  /** `Requester` refuses requests without `x-oss-request-payer: requester`. @default 'BucketOwner' */
  readonly requestPayer?: RequestPayer | undefined;
  /** The CORS rules, checked in order. Without any, browsers block pages of other origins. @default [] */
  readonly cors?: readonly CorsRule[] | undefined;
  /** Adds `Vary: Origin` to every response of a bucket with CORS rules. @default false, as in OSS */
  readonly corsResponseVary?: boolean | undefined;
  /** Custom domains of this bucket (host names without port), like an OSS CNAME. */
  readonly customDomains?: readonly string[] | undefined;
}

/** Whether anonymous requests may read a bucket. */
export type BucketAcl = 'private' | 'public-read';

/** The versioning state of a bucket that is or was versioned. */
export type BucketVersioning = 'Enabled' | 'Suspended';

/** Who pays for requests. */
export type RequestPayer = 'BucketOwner' | 'Requester';

/** One CORS rule, with the fields of OSS's PutBucketCors. */
export interface CorsRule {
  /** Origins such as `https://app.example.com`; each may contain one `*`. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly CorsMethod[];
  /** Header names that a preflight may request; each may contain one `*`. @default [] */
  readonly allowedHeaders?: readonly string[] | undefined;
  /** Header names that scripts may read. OSS does not accept `*` here. @default [] */
  readonly exposeHeaders?: readonly string[] | undefined;
  /** How long a browser may cache a preflight. If absent, OSS sends no limit. */
  readonly maxAgeSeconds?: number | undefined;
}

/** A method that a CORS rule can allow. */
export type CorsMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
