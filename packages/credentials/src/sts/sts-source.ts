import type { Credentials } from '@ossferry/contract';
import type { CacheOptions } from '../cached.ts';
import { cachedWithRetryAfter } from '../cached-with-retry-after.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import type { ExchangeOptions } from '../exchange.ts';
import { callSts, randomNonce, type StsRequest } from './call-sts.ts';
import { serverClock } from './server-clock.ts';
import { type StsEndpointOptions, stsEndpoint } from './sts-endpoint.ts';

/** Options for requests to STS and for caching. */
export interface StsOptions extends StsEndpointOptions, ExchangeOptions, CacheOptions {
  /** Returns a unique text for `SignatureNonce`. @default 16 random bytes in hexadecimal */
  readonly nonce?: (() => string) | undefined;
}

/** The part of a request to STS that depends on the action. */
export type StsCall = Pick<StsRequest, 'parameters' | 'signer' | 'signature'>;

/** Creates a cached source that calls an STS action. `fetchPair` passes its parameters to `call`, once or more. */
export function stsSource(
  action: string,
  options: StsOptions,
  fetchPair: (call: (request: StsCall) => Promise<Credentials>) => Promise<Credentials>,
): CredentialsSource {
  const source = `sts:${action}`;
  const endpoint = stsEndpoint(options, source);
  const clock = serverClock(options.now ?? Date.now);
  const nonce = options.nonce ?? randomNonce;
  const call = (request: StsCall): Promise<Credentials> =>
    callSts({ source, action, endpoint, clock, nonce, ...request }, options);
  return cachedWithRetryAfter(
    namedSource(source, () => fetchPair(call)),
    { ...options, now: clock.now },
  );
}
