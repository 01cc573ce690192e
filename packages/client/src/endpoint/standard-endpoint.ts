import { type Endpoint, encodeKey, type OssRequest } from '@ossferry/contract';
import { checkKinds } from '../check-kinds.ts';
import { configError } from '../config-error.ts';
import { type ParsedEndpoint, parseEndpoint } from './parse-endpoint.ts';
import { cloudBoxOfHost, contradict, parseRegion, regionOfHost } from './region.ts';

/** Where requests go. `region` or `endpoint` is required. */
export interface EndpointOptions {
  /** Region ID: `cn-hangzhou` or `oss-cn-hangzhou`. Optional if the host name of the endpoint contains it. */
  readonly region?: string | undefined;
  /**
   * Host to use instead of the region's, with scheme and port if needed. Takes precedence over `useInternalEndpoint`,
   * `useDualStackEndpoint` and `useAccelerateEndpoint`.
   */
  readonly endpoint?: string | undefined;
  /** The endpoint is a custom domain that is bound to the bucket. Ignored for IP addresses. @default false */
  readonly useCname?: boolean | undefined;
  /** Puts the bucket into the path. OSS's own hosts refuse that. Always on for IP addresses. @default false */
  readonly usePathStyle?: boolean | undefined;
  /** Uses the region's host for servers inside Alibaba Cloud. @default false */
  readonly useInternalEndpoint?: boolean | undefined;
  /** Uses the region's host for IPv4 and IPv6. @default false */
  readonly useDualStackEndpoint?: boolean | undefined;
  /** Uses transfer acceleration; `'overseas'` uses the host for regions outside mainland China. @default false */
  readonly useAccelerateEndpoint?: boolean | 'overseas' | undefined;
  /** Uses `http` unless the endpoint has a scheme. @default false */
  readonly disableSsl?: boolean | undefined;
  /** ID of the cloud box. @default the ID in the host name of a cloud box */
  readonly cloudBoxId?: string | undefined;
}

/**
 * Creates the standard endpoint, with the bucket in the host name, in the path, or (custom domain) only in the signature.
 * Throws an `OssError` for options that are invalid or contradict each other.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
 */
export function standardEndpoint(options: EndpointOptions): (request: OssRequest) => Endpoint {
  checkKinds(options, 'boolean', [
    'disableSsl',
    'useCname',
    'usePathStyle',
    'useInternalEndpoint',
    'useDualStackEndpoint',
  ]);
  const { scheme, authority, host, isIpAddress } = hostOf(options);
  const { region, product } = scopeOf(options, host);
  const prefix = `${scheme ?? (options.disableSsl ? 'http' : 'https')}://`;
  if (isIpAddress || (options.usePathStyle && !options.useCname)) {
    const baseUrl = prefix + authority;
    return ({ bucket, key }) => ({ baseUrl, path: `/${bucket}/${encodeKey(key ?? '')}`, region, product });
  }
  if (options.useCname) {
    const baseUrl = prefix + authority;
    return ({ key }) => ({ baseUrl, path: `/${encodeKey(key ?? '')}`, region, product });
  }
  return ({ bucket, key }) => ({
    baseUrl: `${prefix}${bucket}.${authority}`,
    path: `/${encodeKey(key ?? '')}`,
    region,
    product,
  });
}

function hostOf(options: EndpointOptions): ParsedEndpoint {
  if (options.endpoint !== undefined && options.endpoint !== '') {
    const parsed = parseEndpoint(options.endpoint);
    if (options.useCname || !bucketHost.test(parsed.host)) return parsed;
    throw configError(
      'InvalidEndpoint',
      `The endpoint ${parsed.host} starts with a bucket, which would be added again.`,
      'Use the host without the bucket.',
    );
  }
  if (options.useCname) {
    throw configError(
      'MissingEndpoint',
      '`useCname` is on, but there is no `endpoint`.',
      'Set `endpoint` to the custom domain.',
    );
  }
  return parseEndpoint(regionHost(options));
}

// For other services, such as the accelerator (`oss-data-acc`), the first label is not a bucket.
const bucketHost = /^[^.]+\.(?:oss-(?:accelerate|[a-z]{2}-)[^.]*|[^.]+\.oss)\.aliyuncs\.com$/;

function regionHost(options: EndpointOptions): string {
  const region = requireRegion(options.region);
  const { useInternalEndpoint, useDualStackEndpoint, useAccelerateEndpoint } = options;
  if ([useInternalEndpoint, useDualStackEndpoint, useAccelerateEndpoint].filter(Boolean).length > 1) {
    throw configError(
      'ConflictingEndpoints',
      'More than one of `useInternalEndpoint`, `useDualStackEndpoint` and `useAccelerateEndpoint` is on.',
      'Choose one.',
    );
  }
  if (useInternalEndpoint) return `oss-${region}-internal.aliyuncs.com`;
  if (useDualStackEndpoint) return `${region}.oss.aliyuncs.com`;
  if (useAccelerateEndpoint === 'overseas') return 'oss-accelerate-overseas.aliyuncs.com';
  if (useAccelerateEndpoint) return 'oss-accelerate.aliyuncs.com';
  return `oss-${region}.aliyuncs.com`;
}

function scopeOf({ region, cloudBoxId }: EndpointOptions, host: string): Pick<Endpoint, 'region' | 'product'> {
  const cloudBox = cloudBoxId ?? cloudBoxOfHost(host);
  if (cloudBox !== undefined) return { region: cloudBox, product: 'oss-cloudbox' };
  const hostRegion = regionOfHost(host);
  const named = requireRegion(region || hostRegion);
  if (hostRegion !== undefined && contradict(named, hostRegion)) {
    throw configError(
      'ConflictingRegions',
      `The region is ${named}, but the endpoint ${host} is in ${hostRegion}.`,
      "Use the bucket's region, and its endpoint or none.",
    );
  }
  return { region: named, product: 'oss' };
}

function requireRegion(region: string | undefined): string {
  if (region !== undefined && region !== '') return parseRegion(region);
  throw configError(
    'MissingRegion',
    'The region is missing, and the endpoint does not contain it.',
    'Set `region`, for example cn-hangzhou.',
  );
}
