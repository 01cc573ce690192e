import type {
  Credentials,
  CredentialsRequest,
  EndpointResolver,
  OssRequest,
  PresignOptions,
  PresignResult,
  PresignWarning,
  ResolvedRequest,
  Signer,
} from '@ossferry/contract';
import { cutAtTokenEnd, neededSeconds, readLifetime, secondsAfter } from './lifetime.ts';
import type { SignedParts } from './presign-warnings.ts';
import { requestUrl } from './request-url.ts';

/** Who does the steps of making a URL. */
export interface PresignSteps {
  readonly endpoint: EndpointResolver;
  /** Gives a snapshot that does not change any more, `null` for anonymous. */
  readonly credentials: (needs: CredentialsRequest) => Promise<Credentials | null>;
  readonly signer: Pick<Signer, 'query'>;
  readonly now: () => Date;
  /** Longest life of a URL; `Infinity` when the signer has none. */
  readonly maxSeconds: number;
  readonly warningsOf: (parts: SignedParts) => readonly PresignWarning[];
}

/** Makes a URL for a request that has been checked: lifetime → endpoint → credentials → lifetime of the token → signer. */
export async function signLifetime(
  request: OssRequest,
  options: PresignOptions,
  steps: PresignSteps,
): Promise<PresignResult> {
  request.signal?.throwIfAborted();
  const asked = readLifetime(options, steps.now(), steps.maxSeconds);
  const resolved: ResolvedRequest = { ...request, endpoint: await steps.endpoint(request) };
  const minLifetimeSeconds = neededSeconds(asked, options);
  const credentials = await steps.credentials({ minLifetimeSeconds, signal: request.signal });
  // To ask for credentials may have taken a while: the URL begins now.
  const now = steps.now();
  const lifetime = now.getTime() - asked.now.getTime() < 1000 ? asked : readLifetime(options, now, steps.maxSeconds);
  const { seconds, limitedBy, warnings } = cutAtTokenEnd(lifetime, credentials, options);
  const { url, signedHeaders } =
    credentials === null
      ? { url: requestUrl(resolved), signedHeaders: {} }
      : steps.signer.query(resolved, credentials, lifetime.signedAt, seconds);
  return {
    method: request.method,
    url,
    expiration: secondsAfter(lifetime.signedAt, seconds),
    signedHeaders,
    limitedBy,
    warnings: [...warnings, ...steps.warningsOf({ request, url, signedHeaders, credentials })],
  };
}
