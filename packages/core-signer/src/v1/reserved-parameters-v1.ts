/** The query parameters of a V1 signature. The request's own query must not contain them: OSS takes the first of two. */
export const reservedParametersV1: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'OSSAccessKeyId',
  'Expires',
  'Signature',
  'security-token',
]);
