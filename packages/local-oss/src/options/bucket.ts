import type { BucketAcl, BucketOptions, BucketVersioning, CorsRule, RequestPayer } from './bucket-options.ts';

/** A bucket with all defaults applied. */
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
 * Validates the options of a bucket and applies the defaults.
 *
 * @throws TypeError for a name, a region or a CORS rule that OSS does not accept
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

/** Reports whether OSS accepts this bucket name. */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);
}

function checkBucketOptions({ name, region, cors = [] }: BucketOptions): void {
  if (!isBucketName(name)) {
    throw new TypeError(
      `Invalid bucket name ${JSON.stringify(name)}: use 3 to 63 of a-z, 0-9 and -, without - at either end`,
    );
  }
  if (region !== undefined) checkRegion(region);
  if (cors.some((rule) => rule.exposeHeaders?.includes('*'))) {
    throw new TypeError(
      `Invalid CORS rule of bucket ${name}: exposeHeaders must list header names, because OSS does not accept *`,
    );
  }
}

/**
 * Checks the format of a region ID.
 *
 * @throws TypeError
 */
export function checkRegion(region: string): void {
  if (!/^[a-z0-9-]+$/.test(region) || region.startsWith('oss-')) {
    throw new TypeError(`Invalid region ${JSON.stringify(region)}: use a region ID such as cn-hangzhou, without oss-`);
  }
}
