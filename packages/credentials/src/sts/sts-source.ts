import type { Credentials } from '@ossferry/contract';
import type { CacheOptions } from '../cached.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import type { ExchangeOptions } from '../exchange.ts';
import { patientlyCached } from '../patiently-cached.ts';
import { askSts, randomNonce, type StsRequest } from './ask-sts.ts';
import { serverClock } from './server-clock.ts';
import { type StsEndpointOptions, stsEndpoint } from './sts-endpoint.ts';

/** How STS is reached, and how its answers are kept. */
export interface StsOptions extends StsEndpointOptions, ExchangeOptions, CacheOptions {
  /** Gives a text that was never used before, for `SignatureNonce`. @default 16 random bytes in hexadecimal digits */
  readonly nonce?: (() => string) | undefined;
}

/** The part of a request to STS that differs from action to action. */
export type StsQuestion = Pick<StsRequest, 'parameters' | 'signer' | 'signature'>;

/** A cached source that asks STS `action`; `prepare` is called before each request. */
export function stsSource(
  action: string,
  options: StsOptions,
  prepare: (ask: (question: StsQuestion) => Promise<Credentials>) => Promise<Credentials>,
): CredentialsSource {
  const source = `sts:${action}`;
  const endpoint = stsEndpoint(options, source);
  const clock = serverClock(options.now ?? Date.now);
  const nonce = options.nonce ?? randomNonce;
  const ask = (question: StsQuestion): Promise<Credentials> =>
    askSts({ source, action, endpoint, clock, nonce, ...question }, options);
  return patientlyCached(
    namedSource(source, () => prepare(ask)),
    { ...options, now: clock.now },
  );
}
