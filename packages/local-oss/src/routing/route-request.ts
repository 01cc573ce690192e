import {
  invalidBucketName,
  invalidObjectName,
  noSuchBucket,
  secondLevelDomainForbidden,
  wrongEndpoint,
} from '../errors/routing-errors.ts';
import { type Bucket, isBucketName } from '../options/bucket.ts';
import { parseOssHost } from '../protocol/oss-host.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import { percentDecode } from '../protocol/percent-encoding.ts';

/** The bucket and key that a request addresses. */
export interface Target {
  readonly bucket: Bucket;
  /** The object key, decoded; empty for the bucket itself. */
  readonly key: string;
}

/** The buckets and endpoints of the server. */
export interface RoutingTable {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly endpointHosts: readonly string[];
}

/**
 * Finds the bucket and key in `Host` and path. Nothing is normalized: `//` and `..` are part of the key.
 *
 * @returns `undefined` for the service itself (`GET /` on an endpoint)
 * @throws ServiceError NoSuchBucket, InvalidBucketName, AccessDenied (other region), SecondLevelDomainForbidden
 */
export function routeRequest(request: OssRequest, table: RoutingTable): Target | undefined {
  const path = request.rawPath.slice(1);
  const bound = [...table.buckets.values()].find((bucket) => bucket.customDomains.includes(request.host));
  if (bound !== undefined) return { bucket: bound, key: percentDecode(path) };
  if (isIpAddress(request.host) || table.endpointHosts.includes(request.host)) return routePathStyle(path, table);
  const ossHost = parseOssHost(request.host);
  if (ossHost === undefined) {
    return { bucket: findBucket(bucketLabel(request.host, table), table), key: percentDecode(path) };
  }
  if (ossHost.bucket === undefined) {
    if (path === '') return undefined;
    throw secondLevelDomainForbidden();
  }
  const bucket = findBucket(ossHost.bucket, table);
  if (ossHost.region !== undefined && ossHost.region !== bucket.region) {
    throw wrongEndpoint(bucket.name, `oss-${bucket.region}.aliyuncs.com`);
  }
  return { bucket, key: percentDecode(path) };
}

/**
 * Checks the length of a key.
 *
 * @throws ServiceError InvalidObjectName if the key has more than 1023 bytes
 */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key, 'utf8') > maxKeyBytes) throw invalidObjectName(key);
}

const maxKeyBytes = 1023;

function routePathStyle(path: string, table: RoutingTable): Target | undefined {
  if (path === '') return undefined;
  const slash = path.indexOf('/');
  const name = percentDecode(slash === -1 ? path : path.slice(0, slash));
  return { bucket: findBucket(name, table), key: slash === -1 ? '' : percentDecode(path.slice(slash + 1)) };
}

/** The part before a configured endpoint, otherwise the first label, so that `bucket.any.domain` works without configuration. */
function bucketLabel(host: string, table: RoutingTable): string {
  const endpoint = table.endpointHosts.find((candidate) => host.endsWith(`.${candidate}`));
  return endpoint === undefined ? (host.split('.')[0] ?? '') : host.slice(0, -endpoint.length - 1);
}

function findBucket(name: string, table: RoutingTable): Bucket {
  if (!isBucketName(name)) throw invalidBucketName(name);
  const bucket = table.buckets.get(name);
  if (bucket === undefined) throw noSuchBucket(name);
  return bucket;
}

function isIpAddress(host: string): boolean {
  return host === '' || host.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}
