import type { Signer } from '@ossferry/contract';
import { signHeadersV1 } from './sign-headers-v1.ts';
import { signUrlV1 } from './sign-url-v1.ts';

/** 100 years. OSS has no maximum; longer lifetimes are usually milliseconds or a timestamp, passed by mistake. */
const maxExpiresInSeconds = 100 * 365 * 86_400;

/** Creates a signer for signature V1, for the client's `signer` slot. */
export function v1Signer(): Signer {
  return {
    maxExpiresInSeconds,
    header: (request, credentials, now) => signHeadersV1({ ...request, credentials, now }).headers,
    query: (request, credentials, now, expiresInSeconds) => {
      const { baseUrl, path } = request.endpoint;
      return signUrlV1({ ...request, baseUrl, path, credentials, now, expiresInSeconds });
    },
  };
}
