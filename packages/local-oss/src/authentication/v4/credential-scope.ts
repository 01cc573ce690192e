/** The parts of `AccessKeyId/YYYYMMDD/region/product/aliyun_v4_request`. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  /** `oss` or `oss-cloudbox` */
  readonly product: string;
}

/** Parses a V4 credential; returns `undefined` if it is malformed. */
export function parseCredential(credential: string): CredentialScope | undefined {
  const parts = credential.split('/');
  const [accessKeyId, date, region, product, suffix] = parts;
  if (parts.length !== 5 || !accessKeyId || date === undefined || !region || !product) return undefined;
  const isKnown = (product === 'oss' || product === 'oss-cloudbox') && suffix === 'aliyun_v4_request';
  return isKnown ? { accessKeyId, date, region, product } : undefined;
}
