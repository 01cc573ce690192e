/** The query parameters of a V4 signature. The request's own query must not contain them: OSS does not define which wins. */
export const reservedParameters: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'x-oss-signature-version',
  'x-oss-date',
  'x-oss-expires',
  'x-oss-credential',
  'x-oss-security-token',
  'x-oss-additional-headers',
  'x-oss-signature',
]);
