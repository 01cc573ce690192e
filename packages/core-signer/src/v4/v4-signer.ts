import type { ResolvedRequest, Signer } from '@ossferry/contract';
import { type SignHeadersInput, signHeadersWith } from './sign-headers.ts';
import { maxLifetimeSeconds, signUrlWith } from './sign-url.ts';
import { signingKeyCache } from './signing-key.ts';

export interface V4SignerOptions {
  /** Headers to sign beyond `x-oss-*`, `Content-Type` and `Content-MD5`, wherever a request has them. */
  readonly additionalHeaders?: readonly string[] | undefined;
}

/** Makes a signer for signature V4 that remembers one signing key. It fills the client's `signer` slot. */
export function v4Signer(options: V4SignerOptions = {}): Signer {
  const { additionalHeaders } = options;
  const signingKey = signingKeyCache();
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
