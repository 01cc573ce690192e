import { regionOfHostLabel } from '@ossferry/contract';

/** The contents of a host name. */
export interface HostReport {
  /** Whether the URL contains the bucket in the host, in the path, or not at all (`custom-domain`). */
  readonly addressing: 'virtual-hosted' | 'path-style' | 'custom-domain';
  readonly endpoint: 'public' | 'internal' | 'accelerate' | 'dual-stack' | 'cloud-box' | 'other';
  /** Only in virtual-hosted names. */
  readonly bucket: string | undefined;
  /** Absent if the name does not contain it. */
  readonly region: string | undefined;
}

/**
 * Reads a host, with or without a port, as described on OSS's page "Regions and endpoints". Unknown names are custom domains.
 * IP addresses and `localhost` are private endpoints, which expect the bucket in the path.
 */
export function readHost(hostAndPort: string): HostReport {
  const host = hostAndPort.replace(/:\d*$/, '');
  for (const [endpoint, pattern] of patterns) {
    const groups = pattern.exec(host)?.groups;
    if (groups === undefined) continue;
    const { bucket, label, cloudBox } = groups;
    const region = cloudBox ?? regionOfHostLabel(label ?? '');
    return { addressing: bucket === undefined ? 'path-style' : 'virtual-hosted', endpoint, bucket, region };
  }
  const addressing = isAddress(host) ? 'path-style' : 'custom-domain';
  return { addressing, endpoint: 'other', bucket: undefined, region: undefined };
}

const patterns: readonly (readonly [HostReport['endpoint'], RegExp])[] = [
  ['accelerate', /^(?:(?<bucket>.+)\.)?oss-accelerate(?:-overseas)?\.aliyuncs\.com$/],
  ['other', /^(?:(?<bucket>[^.]+)\.)?[a-z0-9-]+\.oss-(?:data-acc|object-process)\.aliyuncs\.com$/],
  ['cloud-box', /^(?:(?<bucket>[^.]+)\.)?(?<cloudBox>cb-[^.]+)\.[a-z0-9-]+\.oss-cloudbox(?:-control)?\.aliyuncs\.com$/],
  ['internal', /^(?:(?<bucket>.+)\.)?oss-(?<label>[a-z0-9-]+?)-internal\.aliyuncs\.com$/],
  ['internal', /^(?:(?<bucket>.+)\.)?vpc100-oss-(?<label>[a-z0-9-]+?)\.aliyuncs\.com$/],
  ['public', /^(?:(?<bucket>.+)\.)?oss-(?<label>[a-z0-9-]+)\.aliyuncs\.com$/],
  ['dual-stack', /^(?:(?<bucket>.+)\.)?(?<label>[a-z0-9-]+)\.oss\.aliyuncs\.com$/],
  ['other', /^(?:(?<bucket>[a-z0-9][a-z0-9-]+[a-z0-9])\.)?localhost$/],
];

function isAddress(host: string): boolean {
  return host === '' || host.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}
