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

/**
 * Fills in the defaults of a bucket.
 *
 * @throws TypeError for a name, a region or a CORS rule that OSS would not take
 */
export function createBucket(options: BucketOptions | string, defaultRegion: string): Bucket {
  const given: BucketOptions = typeof options === 'string' ? { name: options } : options;
  checkBucketOptions(given);
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

/** Says whether OSS allows a bucket of this name. */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);
}

function checkBucketOptions({ name, region, cors = [] }: BucketOptions): void {
  if (!isBucketName(name)) {
    throw new TypeError(
      `The bucket name ${JSON.stringify(name)} is not valid: it takes 3 to 63 of a-z, 0-9 and -, no - at the ends`,
    );
  }
  if (region !== undefined) {
    checkRegion(region);
  }
  if (cors.some((rule) => rule.exposeHeaders?.includes('*'))) {
    throw new TypeError(`A CORS rule of the bucket ${name} exposes *: OSS wants each header by name`);
  }
}

/**
 * Refuses what is not a region ID.
 *
 * @throws TypeError
 */
export function checkRegion(region: string): void {
  if (!/^[a-z0-9-]+$/.test(region) || region.startsWith('oss-')) {
    throw new TypeError(`The region ${JSON.stringify(region)} is not valid: write it as cn-hangzhou, without oss-`);
  }
}
