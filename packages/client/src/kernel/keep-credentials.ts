import type { Credentials, CredentialsProvider, CredentialsRequest } from '@ossferry/contract';
import { askCredentials } from './ask-credentials.ts';
import type { Clock } from './clock.ts';

const maxMs = 60_000;

/**
 * Asks a source once for many signatures: its pair is kept for a minute, unless it ends before, or would not live as long
 * as a request needs.
 */
export function keepCredentials(provider: CredentialsProvider, { now }: Clock): CredentialsProvider {
  let kept: Credentials | null = null;
  let askedAtMs = Number.NEGATIVE_INFINITY;

  const ask = async (request: CredentialsRequest): Promise<Credentials | null> => {
    kept = await askCredentials(provider, request);
    askedAtMs = now().getTime();
    return kept;
  };

  return (request) => {
    const nowMs = now().getTime();
    const endsAtMs = kept?.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    const neededMs = (request.minLifetimeSeconds ?? 1) * 1000;
    // A clock that was set back says nothing about the age of the pair.
    const isYoung = nowMs >= askedAtMs && nowMs - askedAtMs < maxMs;
    return isYoung && endsAtMs - nowMs >= neededMs ? kept : ask(request);
  };
}
