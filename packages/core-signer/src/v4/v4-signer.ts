import type { ResolvedRequest, Signer } from '@ossferry/contract';
import { type SignHeadersInput, signHeadersWith } from './sign-headers.ts';
import { maxLifetimeSeconds, signUrlWith } from './sign-url.ts';
import { type SigningKeySource, signingKeyCache } from './signing-key.ts';

export interface V4SignerOptions {
  /** Headers to sign in addition to `x-oss-*`, `Content-Type` and `Content-MD5`, if a request contains them. */
  readonly additionalHeaders?: readonly string[] | undefined;
  /**
   * Returns the signing key synchronously, for secrets that stay in a KMS or HSM. `createSigningKey` of
   * `@ossferry/core-signer/steps` creates one from the derived 32 bytes. Its first argument is the `accessKeySecret` of
   * the credentials.
   * @default derives the key and caches the last one
   */
  readonly signingKey?: SigningKeySource | undefined;
}

/** Creates a signer for signature V4, for the client's `signer` slot. By default it caches one signing key. */
export function v4Signer(options: V4SignerOptions = {}): Signer {
  const { additionalHeaders, signingKey = signingKeyCache() } = options;
  return {
    maxExpiresInSeconds: maxLifetimeSeconds,
    header: (request, credentials, now) =>
      signHeadersWith(signingKey, { ...signingInput(request), additionalHeaders, credentials, now }).headers,
    query: (request, credentials, now, expiresInSeconds) =>
      signUrlWith(signingKey, {
        ...signingInput(request),
        baseUrl: request.endpoint.baseUrl,
        path: request.endpoint.path,
        additionalHeaders,
        credentials,
        now,
        expiresInSeconds,
      }),
  };
}

function signingInput(request: ResolvedRequest): Omit<SignHeadersInput, 'credentials' | 'now'> {
  const { method, bucket, key, query, headers, endpoint } = request;
  return { method, bucket, key, query, headers, region: endpoint.region, product: endpoint.product };
}
