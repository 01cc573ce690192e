export { isSignedByDefault } from './normalize-headers.ts';
export { signatureV1 } from './v1/signature-v1.ts';
export { type StringToSignV1Input, stringToSignV1 } from './v1/string-to-sign-v1.ts';
export { isSubResource } from './v1/sub-resources.ts';
export { type CanonicalRequestInput, canonicalRequest, sortQuery } from './v4/canonical-request.ts';
export { hmacSha256 } from './v4/hmac-sha256.ts';
export { createSigningKey, type SigningKey } from './v4/signing-key.ts';
export { stringToSign } from './v4/string-to-sign.ts';
