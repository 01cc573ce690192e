/** The parts of an OSS host name. */
export interface OssHost {
  /** The label before the endpoint, not necessarily a valid bucket name; `undefined` for the endpoint itself. */
  readonly bucket: string | undefined;
  /** `undefined` for hosts that serve every region (transfer acceleration). */
  readonly region: string | undefined;
}

/**
 * Parses an OSS host name: public, internal, dual-stack or accelerate. Returns `undefined` for other names.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
 */
export function parseOssHost(host: string): OssHost | undefined {
  for (const pattern of hostPatterns) {
    const match = pattern.exec(host);
    if (match !== null) return { bucket: match.groups?.['bucket'], region: match.groups?.['region'] };
  }
  return undefined;
}

const hostPatterns: readonly RegExp[] = [
  /^(?:(?<bucket>.+)\.)?oss-accelerate(?:-overseas)?\.aliyuncs\.com$/,
  /^(?:(?<bucket>.+)\.)?oss-(?<region>[a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/,
  /^(?:(?<bucket>.+)\.)?(?<region>[a-z0-9-]+)\.oss\.aliyuncs\.com$/,
];
