/** Query parameters that carry a V1 signature; when one of them is there twice, OSS takes the first. */
export const reservedParametersV1: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'OSSAccessKeyId',
  'Expires',
  'Signature',
  'security-token',
]);
