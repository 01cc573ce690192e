import { regionOfHostLabel } from '@ossferry/contract';

/** The parts of an OSS host name. */
export interface OssHost {
  readonly host: string;
  /** Absent if the host name has no bucket. */
  readonly bucket: string | undefined;
  /** General region ID; absent if the host name does not contain it. Accelerate hosts serve all regions. */
  readonly region: string | undefined;
  readonly network: 'public' | 'internal' | 'dual-stack' | 'accelerate';
}

/**
 * Parses an OSS host name. Returns `undefined` for other hosts.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
 */
export function parseOssHost(host: string): OssHost | undefined {
  const parts = shape.exec(host)?.groups;
  if (parts === undefined) return undefined;
  const { bucket, label, internal, dualStackLabel } = parts;
  const region = regionOfHostLabel(label ?? dualStackLabel ?? '');
  if (dualStackLabel !== undefined) return { host, bucket, region, network: 'dual-stack' };
  if (label === undefined) return { host, bucket, region, network: 'accelerate' };
  return { host, bucket, region, network: internal === undefined ? 'public' : 'internal' };
}

const shape =
  /^(?:(?<bucket>[a-z0-9_-]+)\.)?(?:oss-accelerate(?:-overseas)?|oss-(?!accelerate)(?<label>[a-z0-9-]+?)(?<internal>-internal)?|(?<dualStackLabel>[a-z0-9-]+)\.oss)\.aliyuncs\.com$/;
