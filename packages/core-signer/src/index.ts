export type { Credentials, HeaderMap, Signer } from '@ossferry/contract';
export type { SigningInput, UrlInput } from './signing-input.ts';
export { type SignedHeadersV1, signHeadersV1 } from './v1/sign-headers-v1.ts';
export { type SignedUrlV1, type SignUrlV1Input, signUrlV1 } from './v1/sign-url-v1.ts';
export { v1Signer } from './v1/v1-signer.ts';
export { type SignedHeaders, type SignHeadersInput, signHeaders } from './v4/sign-headers.ts';
export { type SignedUrl, type SignUrlInput, signUrl } from './v4/sign-url.ts';
export type { SigningKey, SigningKeySource } from './v4/signing-key.ts';
export { type V4SignerOptions, v4Signer } from './v4/v4-signer.ts';
