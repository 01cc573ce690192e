import type { Credentials, CredentialsProvider, CredentialsRequest } from '@ossferry/contract';
import type { Clock } from './clock.ts';
import { resolveCredentials } from './resolve-credentials.ts';

const maxAgeMs = 60_000;

/** Caches the credentials of a source for a minute, unless they expire earlier or sooner than a request requires. */
export function cacheCredentials(provider: CredentialsProvider, { now }: Clock): CredentialsProvider {
  let cached: Credentials | null = null;
  let fetchedAtMs = Number.NEGATIVE_INFINITY;

  const refresh = async (request: CredentialsRequest): Promise<Credentials | null> => {
    cached = await resolveCredentials(provider, request);
    fetchedAtMs = now().getTime();
    return cached;
  };

  return (request) => {
    const nowMs = now().getTime();
    const expiresAtMs = cached?.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    const requiredMs = (request.minLifetimeSeconds ?? 1) * 1000;
    // If the clock was set back, the age is unknown.
    const isFresh = nowMs >= fetchedAtMs && nowMs - fetchedAtMs < maxAgeMs;
    return isFresh && expiresAtMs - nowMs >= requiredMs ? cached : refresh(request);
  };
}
