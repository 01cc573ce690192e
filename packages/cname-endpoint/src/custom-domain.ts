import type { Endpoint } from '@ossferry/contract';
import { configError } from './config-error.ts';
import { parseDomain } from './parse-domain.ts';

/** A custom domain that is bound to a bucket. */
export interface CustomDomain {
  /**
   * `static.example.com`, with optional scheme and port: `http://static.example.com:8080`. The default scheme is https.
   */
  readonly domain: string;
  readonly bucket: string;
  /** Region of the bucket, for example `cn-hangzhou`. V4 signs it, and the domain does not contain it. */
  readonly region: string;
}

/** Returns base URL and region by bucket. Throws for invalid domains, buckets and regions, and for duplicates. */
export function readCustomDomains(
  domains: readonly CustomDomain[],
): ReadonlyMap<string, Pick<Endpoint, 'baseUrl' | 'region'>> {
  const baseByBucket = new Map<string, Pick<Endpoint, 'baseUrl' | 'region'>>();
  const bucketByHost = new Map<string, string>();
  for (const { domain, bucket, region } of domains) {
    const { baseUrl, host } = parseDomain(domain);
    requireBucket(bucket, host);
    const otherBucket = bucketByHost.get(host);
    if (baseByBucket.has(bucket) || otherBucket !== undefined) {
      throw configError(
        'DuplicateCustomDomain',
        otherBucket === undefined
          ? `The bucket ${bucket} has two custom domains.`
          : `The custom domain ${host} is given twice, for ${otherBucket} and ${bucket}.`,
        'Use one domain for each bucket, and one bucket for each domain.',
      );
    }
    baseByBucket.set(bucket, { baseUrl, region: parseRegion(region, host) });
    bucketByHost.set(host, bucket);
  }
  return baseByBucket;
}

function requireBucket(bucket: string, host: string): void {
  // `test` would accept `undefined` as a name.
  if (typeof bucket === 'string' && /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) return;
  throw configError(
    'InvalidBucketName',
    `The custom domain ${host} has ${JSON.stringify(bucket)} as its bucket, which is not a bucket name.`,
    'Use the bucket that the domain is bound to.',
  );
}

function parseRegion(region: string, host: string): string {
  const id = (typeof region === 'string' ? region : '').replace(/^oss-/, '');
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && !id.endsWith('-internal')) return id;
  throw configError(
    'InvalidRegion',
    `The custom domain ${host} has ${JSON.stringify(region)} as its region, which is not a region ID.`,
    'Use the region of the bucket, for example cn-hangzhou.',
  );
}
