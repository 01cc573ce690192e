import { isLoopback } from '../check-service-url.ts';
import { CredentialsError } from '../credentials-error.ts';
import { type Environment, isSwitchedOn, platformEnvironment } from '../environment.ts';

/** Selects the STS endpoint. The endpoint takes precedence over the region, and options over variables. */
export interface StsEndpointOptions {
  /** The host, with or without `https://`. @default the variable `ALIBABA_CLOUD_STS_ENDPOINT` */
  readonly endpoint?: string | undefined;
  /** Allows an endpoint outside `.aliyuncs.com`. @default false */
  readonly allowCustomEndpoint?: boolean | undefined;
  /**
   * Region ID, `cn-hangzhou` or `oss-cn-hangzhou`.
   * @default the variable `ALIBABA_CLOUD_STS_REGION`, or none: the global endpoint
   */
  readonly region?: string | undefined;
  /** Uses the region's endpoint inside VPCs. @default the variable `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` */
  readonly vpc?: boolean | undefined;
  /** @default the variables of this process */
  readonly env?: Environment | undefined;
}

/** Returns the base URL of STS without a trailing slash, as listed on STS's page "Endpoints". Throws `InvalidOption`. */
export function stsEndpoint(options: StsEndpointOptions, source: string): string {
  const environment = options.env ?? platformEnvironment();
  // An option for the region takes precedence over the variable for the endpoint.
  const endpoint = options.endpoint || (!options.region && environment['ALIBABA_CLOUD_STS_ENDPOINT']);
  if (endpoint) return checkEndpoint(endpoint, options.allowCustomEndpoint ?? false, source);
  const region = (options.region || environment['ALIBABA_CLOUD_STS_REGION'] || '').replace(/^oss-/, '');
  if (region === '') {
    if (options.vpc) throw refuse(source, 'vpc is set without a region.', 'Set the region.');
    return 'https://sts.aliyuncs.com';
  }
  if (!/^[a-z]{2,}(-[a-z0-9]+)+$/.test(region))
    throw refuse(source, 'The STS region is malformed.', 'Use a region ID such as cn-hangzhou.');
  if (options.vpc ?? isSwitchedOn(environment, 'ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED')) {
    return `https://sts-vpc.${region}.aliyuncs.com`;
  }
  return globalRegions.has(region) ? 'https://sts.aliyuncs.com' : `https://sts.${region}.aliyuncs.com`;
}

// Regions without a public STS endpoint, according to the endpoint map of the official STS package.
const globalRegions: ReadonlySet<string> = new Set(['ap-south-1', 'ap-southeast-2', 'cn-wuhan']);

function checkEndpoint(endpoint: string, isCustomAllowed: boolean, source: string): string {
  const text = endpoint.trim();
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url === undefined || url.username !== '' || url.search !== '' || url.hash !== '' || url.pathname !== '/') {
    throw refuse(source, 'The STS endpoint is not just a host.', 'Use a host such as sts.cn-hangzhou.aliyuncs.com.');
  }
  if (isLoopback(url.hostname) && (url.protocol === 'http:' || url.protocol === 'https:')) return url.origin;
  if (url.protocol !== 'https:') throw refuse(source, 'The STS endpoint is not https.', 'Use https.');
  if (!isCustomAllowed && !url.hostname.endsWith('.aliyuncs.com')) {
    throw refuse(source, 'The STS endpoint is not under aliyuncs.com.', 'To use it anyway, set allowCustomEndpoint.');
  }
  return url.origin;
}

function refuse(source: string, message: string, advice: string): CredentialsError {
  return new CredentialsError({ source, code: 'InvalidOption', phase: 'config', message, advice });
}
