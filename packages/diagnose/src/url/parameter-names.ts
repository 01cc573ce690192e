import { isSubResource } from '@ossferry/core-signer/steps';

/** Parameters of every V4 presigned URL. */
export const requiredV4: readonly string[] = [
  'x-oss-signature-version',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-expires',
  'x-oss-signature',
];

/** Parameters of every V1 presigned URL. */
export const requiredV1: readonly string[] = ['OSSAccessKeyId', 'Expires', 'Signature'];

/** Parameters with secret values. */
export const secretParameters: readonly string[] = [
  'x-oss-signature',
  'x-oss-credential',
  'x-oss-security-token',
  'Signature',
  'OSSAccessKeyId',
  'security-token',
];

/** All parameters that belong to a signature. */
export const signatureParameters: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...requiredV4,
  ...requiredV1,
  'x-oss-security-token',
  'x-oss-additional-headers',
  'security-token',
]);

/** Whether OSS knows a parameter. */
export function isKnownParameter(name: string): boolean {
  return signatureParameters.has(name) || isSubResource(name);
}

/** Whether a parameter is one that chat programs, newsletters, web frameworks or caches append. */
export function isTracker(name: string): boolean {
  return tracker.test(name);
}

const tracker =
  /^(?:utm_\w+|[fgmw]bclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|_hs\w+|spm|scm|nsukey|isappinstalled|scene|clicktime|enterid|share_\w+|from|_|_t|__cf\w*|cb|cachebust\w*|nocache|timestamp|rand|random|ref|referrer|source)$/i;
