import type {
  CredentialsProvider,
  EndpointResolver,
  OssRequest,
  PresignOptions,
  PresignResult,
  Signer,
} from '@ossferry/contract';
import { signUrl } from '@ossferry/core-signer';
import { configError } from '../config-error.ts';
import { checkNames } from '../kernel/check-names.ts';
import { freezeRequest } from '../kernel/freeze-request.ts';
import { type PresignSteps, presignRequest } from '../kernel/presign-request.ts';
import { takeSnapshot } from '../kernel/take-snapshot.ts';

type UrlSigner = Pick<Signer, 'query' | 'maxExpiresInSeconds'>;

export interface PresignerOptions {
  /** Where requests go: `publicEndpoint('cn-hangzhou')`, `standardEndpoint({ … })`, or your own function. */
  readonly endpoint: EndpointResolver;
  /** A source of credentials, or `null` for anonymous access. */
  readonly credentials: CredentialsProvider | null;
  /** Creates the signature. @default signature V4, with `signUrl` of `@ossferry/core-signer` */
  readonly signer?: UrlSigner | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Creates a standalone `presign` for programs where every kilobyte counts. Its URLs are those of a client, but it has no
 * plugins, no `send` and no warnings about requests. It throws an `OssError` for requests that cannot be signed, and
 * passes on errors of `credentials` unchanged.
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
    if (!Array.isArray(input?.query)) {
      throw configError('InvalidOssRequest', 'This is not a request.', 'Pass the result of `getObject`.');
    }
    const request = freezeRequest(input);
    checkNames(request);
    return presignRequest(request, presignOptions, steps);
  };
}

const v4: UrlSigner = {
  maxExpiresInSeconds: 604_800,
  query: ({ endpoint, ...request }, credentials, now, expiresInSeconds) =>
    signUrl({ ...request, ...endpoint, credentials, now, expiresInSeconds }),
};
