import type { Signer } from '@ossferry/contract';
import { signHeadersV1 } from './sign-headers-v1.ts';
import { signUrlV1 } from './sign-url-v1.ts';

/** Creates a signer for signature V1, for the client's `signer` slot. */
export function v1Signer(): Signer {
  return {
    header: (request, credentials, now) => signHeadersV1({ ...request, credentials, now }).headers,
    query: (request, credentials, now, expiresInSeconds) => {
      const { baseUrl, path } = request.endpoint;
      return signUrlV1({ ...request, baseUrl, path, credentials, now, expiresInSeconds });
    },
  };
}
