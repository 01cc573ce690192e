/** Query parameters that carry a V4 signature; OSS leaves open what a second one of them means. */
export const reservedParameters: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'x-oss-signature-version',
  'x-oss-date',
  'x-oss-expires',
  'x-oss-credential',
  'x-oss-security-token',
  'x-oss-additional-headers',
  'x-oss-signature',
]);
