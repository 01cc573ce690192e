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
import { limitToToken, readLifetime, requiredSeconds, secondsAfter } from './lifetime.ts';
import type { SignedParts } from './presign-warnings.ts';
import { requestUrl } from './request-url.ts';

/** The steps of presigning. */
export interface PresignSteps {
  readonly endpoint: EndpointResolver;
  /** Returns a frozen snapshot, or `null` for anonymous access. */
  readonly credentials: (needs: CredentialsRequest) => Promise<Credentials | null>;
  readonly signer: Pick<Signer, 'query'>;
  readonly now: () => Date;
  /** Maximum lifetime of a URL; `Infinity` if the signer has none. */
  readonly maxSeconds: number;
  readonly warningsOf: (parts: SignedParts) => readonly PresignWarning[];
}

/** Presigns a checked request: lifetime → endpoint → credentials → lifetime of the token → signer. */
export async function presignRequest(
  request: OssRequest,
  options: PresignOptions,
  steps: PresignSteps,
): Promise<PresignResult> {
  request.signal?.throwIfAborted();
  const requested = readLifetime(options, steps.now(), steps.maxSeconds);
  const resolved: ResolvedRequest = { ...request, endpoint: await steps.endpoint(request) };
  const minLifetimeSeconds = requiredSeconds(requested, options);
  const credentials = await steps.credentials({ minLifetimeSeconds, signal: request.signal });
  // Getting the credentials may have taken a while, but the lifetime starts now.
  const now = steps.now();
  const lifetime =
    now.getTime() - requested.now.getTime() < 1000 ? requested : readLifetime(options, now, steps.maxSeconds);
  const { seconds, limitedBy, warnings } = limitToToken(lifetime, credentials, options);
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
    warnings: [...warnings, ...steps.warningsOf({ request: resolved, url, signedHeaders, credentials })],
  };
}
