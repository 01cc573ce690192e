import { isSubResource } from '@ossferry/core-signer/steps';

/** Parameters of a V4 signature that every presigned URL has. */
export const requiredV4: readonly string[] = [
  'x-oss-signature-version',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-expires',
  'x-oss-signature',
];

/** Parameters of a V1 signature that every presigned URL has. */
export const requiredV1: readonly string[] = ['OSSAccessKeyId', 'Expires', 'Signature'];

/** Parameters whose values are secret. */
export const secretParameters: readonly string[] = [
  'x-oss-signature',
  'x-oss-credential',
  'x-oss-security-token',
  'Signature',
  'OSSAccessKeyId',
  'security-token',
];

/** All parameters that only a signature has. */
export const signatureParameters: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...requiredV4,
  ...requiredV1,
  'x-oss-security-token',
  'x-oss-additional-headers',
  'security-token',
]);

/** Whether OSS gives a parameter a meaning. */
export function isKnownParameter(name: string): boolean {
  return signatureParameters.has(name) || isSubResource(name);
}

/** Whether chat programs, newsletters, web frameworks or caches are known to append a parameter. */
export function isTracker(name: string): boolean {
  return tracker.test(name);
}

const tracker =
  /^(?:utm_\w+|[fgmw]bclid|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|_hs\w+|spm|scm|nsukey|isappinstalled|scene|clicktime|enterid|share_\w+|from|_|_t|_=|__cf\w*|cb|cachebust\w*|nocache|timestamp|rand|random|ref|referrer|source)$/i;
