import type { BucketAcl, BucketOptions, BucketVersioning, CorsRule, RequestPayer } from '../options/bucket-options.ts';

/** A bucket with every setting filled in. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly acl: BucketAcl;
  readonly versioning: BucketVersioning | undefined;
  readonly requestPayer: RequestPayer;
  readonly cors: readonly CorsRule[];
  readonly corsResponseVary: boolean;
  /** In lower case. */
  readonly customDomains: readonly string[];
}

/** Fills in the defaults of a bucket. */
export function createBucket(options: BucketOptions | string, defaultRegion: string): Bucket {
  const given: BucketOptions = typeof options === 'string' ? { name: options } : options;
  return {
    name: given.name,
    region: given.region ?? defaultRegion,
    acl: given.acl ?? 'private',
    versioning: given.versioning,
    requestPayer: given.requestPayer ?? 'BucketOwner',
    cors: given.cors ?? [],
    corsResponseVary: given.corsResponseVary ?? false,
    customDomains: (given.customDomains ?? []).map((domain) => domain.toLowerCase()),
  };
}
