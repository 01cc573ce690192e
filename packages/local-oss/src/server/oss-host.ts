/** What one of OSS's own host names says. */
export interface OssHost {
  /** The label before the endpoint, which may not be a valid bucket name; `undefined` on the endpoint itself. */
  readonly bucket: string | undefined;
  /** `undefined` for hosts that serve every region (transfer acceleration). */
  readonly region: string | undefined;
}

/**
 * Reads the host names of OSS: public, internal, dual-stack and accelerate. Other names give `undefined`.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
 */
export function parseOssHost(host: string): OssHost | undefined {
  for (const pattern of HOST_PATTERNS) {
    const match = pattern.exec(host);
    if (match !== null) {
      return { bucket: match.groups?.['bucket'], region: match.groups?.['region'] };
    }
  }
  return undefined;
}

const HOST_PATTERNS: readonly RegExp[] = [
  /^(?:(?<bucket>.+)\.)?oss-accelerate(?:-overseas)?\.aliyuncs\.com$/,
  /^(?:(?<bucket>.+)\.)?oss-(?<region>[a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/,
  /^(?:(?<bucket>.+)\.)?(?<region>[a-z0-9-]+)\.oss\.aliyuncs\.com$/,
];
