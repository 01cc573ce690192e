import type {
  CredentialsProvider,
  EndpointResolver,
  OssRequest,
  PresignOptions,
  PresignResult,
  Signer,
} from '@ossferry/contract';
import { signUrl } from '@ossferry/core-signer';
import { checkNames } from '../kernel/check-names.ts';
import { freezeRequest } from '../kernel/freeze-request.ts';
import { type PresignSteps, signLifetime } from '../kernel/sign-lifetime.ts';
import { takeSnapshot } from '../kernel/take-snapshot.ts';

type UrlSigner = Pick<Signer, 'query' | 'maxExpiresInSeconds'>;

export interface PresignerOptions {
  /** Where requests go: `publicEndpoint('cn-hangzhou')`, `standardEndpoint({ … })`, or a function of your own. */
  readonly endpoint: EndpointResolver;
  /** Who signs: a source, or `null` for anonymous access. */
  readonly credentials: CredentialsProvider | null;
  /** Makes the signature. @default signature V4, through `signUrl` of `@ossferry/core-signer` */
  readonly signer?: UrlSigner | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Makes `presign` alone, for places where every kilobyte counts: the same URLs as a client's, from slots that are handed
 * in, without plugins, `send` and the warnings about requests. It throws an `OssError` for what cannot be signed; what
 * `credentials` throws comes through as it is.
 */
export function createPresigner(
  options: PresignerOptions,
): (request: OssRequest, options?: PresignOptions | undefined) => Promise<PresignResult> {
  const { endpoint, credentials, signer = v4, now = Date.now } = options;
  const steps: PresignSteps = {
    endpoint,
    credentials: async (needs) => {
      const pair = credentials && (await credentials(needs));
      return pair && takeSnapshot(pair);
    },
    signer,
    now: () => new Date(now()),
    maxSeconds: signer.maxExpiresInSeconds ?? Infinity,
    warningsOf: () => [],
  };
  return async (input, presignOptions = {}) => {
    const request = freezeRequest(input);
    checkNames(request);
    return signLifetime(request, presignOptions, steps);
  };
}

const v4: UrlSigner = {
  maxExpiresInSeconds: 604_800,
  query: ({ endpoint, ...request }, credentials, now, expiresInSeconds) =>
    signUrl({ ...request, ...endpoint, credentials, now, expiresInSeconds }),
};
