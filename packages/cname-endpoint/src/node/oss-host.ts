import { regionOfHostLabel } from '@ossferry/contract';

/** What a host name of OSS says. */
export interface OssHost {
  readonly host: string;
  /** Absent when the host names no bucket. */
  readonly bucket: string | undefined;
  /** General region ID; absent where the name does not tell it. Accelerate hosts serve all regions. */
  readonly region: string | undefined;
  readonly network: 'public' | 'internal' | 'dual-stack' | 'accelerate';
}

/** Reads a host name of OSS, as its page "Regions and endpoints" lists them; `undefined` for every other host. */
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
