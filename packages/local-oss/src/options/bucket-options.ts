/** A bucket that the local OSS serves. A plain string stands for a private, unversioned bucket of that name. */
export interface BucketOptions {
  /** 3 to 63 characters of `a-z`, `0-9` and `-`, not beginning or ending with `-`. */
  readonly name: string;
  /** The region that signatures and OSS host names must name. Defaults to the region of the server. */
  readonly region?: string | undefined;
  /** Who may read without a signature: nobody (`private`, the default) or everybody (`public-read`). */
  readonly acl?: BucketAcl | undefined;
  /** Whether overwritten and deleted objects are kept as versions. Absent: never versioned, as a new bucket of OSS is. */
  readonly versioning?: BucketVersioning | undefined;
  /** `Requester` refuses each request without `x-oss-request-payer: requester`. Defaults to `BucketOwner`. */
  readonly requestPayer?: RequestPayer | undefined;
  /** The CORS rules, tried in order. None by default: browsers of other origins are then not let in. */
  readonly cors?: readonly CorsRule[] | undefined;
  /** Adds `Vary: Origin` to every answer of a bucket with CORS rules. Defaults to false, as in OSS. */
  readonly corsResponseVary?: boolean | undefined;
  /** Host names (without port) that are bound to this bucket, as a CNAME of OSS is. */
  readonly customDomains?: readonly string[] | undefined;
}

/** Who may read a bucket without a signature. */
export type BucketAcl = 'private' | 'public-read';

/** The versioning state of a bucket that has ever been versioned. */
export type BucketVersioning = 'Enabled' | 'Suspended';

/** Who pays for requests. */
export type RequestPayer = 'BucketOwner' | 'Requester';

/** One CORS rule, with the fields of OSS's PutBucketCors. */
export interface CorsRule {
  /** Origins such as `https://app.example.com`; each may hold one `*`. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly CorsMethod[];
  /** Names that a preflight may ask for, each with at most one `*`. None by default. */
  readonly allowedHeaders?: readonly string[] | undefined;
  /** Names that scripts may read. OSS takes no `*` here. None by default. */
  readonly exposeHeaders?: readonly string[] | undefined;
  /** How long a browser may remember a preflight. Absent: OSS says nothing. */
  readonly maxAgeSeconds?: number | undefined;
}

/** A method that a CORS rule can allow. */
export type CorsMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
