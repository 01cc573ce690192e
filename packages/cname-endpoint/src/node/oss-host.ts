/** What a host name of OSS says. */
export interface OssHost {
  readonly host: string;
  /** Absent when the host names no bucket. */
  readonly bucket: string | undefined;
  /** General region ID; absent on accelerate hosts, which serve all regions. */
  readonly region: string | undefined;
  readonly network: 'public' | 'internal' | 'dual-stack' | 'accelerate';
}

/** Reads a host name of OSS, as its page "Regions and endpoints" lists them; `undefined` for every other host. */
export function parseOssHost(host: string): OssHost | undefined {
  const parts = shape.exec(host)?.groups;
  if (parts === undefined) return undefined;
  const { bucket, region, internal, dualStackRegion } = parts;
  if (dualStackRegion !== undefined) return { host, bucket, region: dualStackRegion, network: 'dual-stack' };
  if (region === undefined) return { host, bucket, region: undefined, network: 'accelerate' };
  return { host, bucket, region, network: internal === undefined ? 'public' : 'internal' };
}

const shape =
  /^(?:(?<bucket>[a-z0-9_-]+)\.)?(?:oss-accelerate(?:-overseas)?|oss-(?!accelerate)(?<region>[a-z0-9-]+?)(?<internal>-internal)?|(?<dualStackRegion>[a-z0-9-]+)\.oss)\.aliyuncs\.com$/;
