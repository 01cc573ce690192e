import type { CredentialsProvider, CredentialsRequest, OssError } from '@ossferry/contract';
import { CredentialsError } from './credentials-error.ts';
import type { CredentialsSnapshot } from './credentials-snapshot.ts';
import { type CredentialsSource, toSource } from './credentials-source.ts';

/** Options for caching credentials. */
export interface CacheOptions {
  /** Called for every failed fetch, including those that no caller notices because the current pair is still valid. */
  readonly onRefreshError?: ((error: unknown) => void) | undefined;
  /** Returns the time in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Returns a number from 0 (inclusive) to 1 (exclusive), for jitter. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/**
 * Caches the pair of a source and renews it: in the background during the last fifth of its lifetime (at most 5 minutes), or
 * while the caller waits if it has expired. A pair without expiration is renewed after 5 minutes. Concurrent callers share
 * one fetch. After a failed fetch, a valid pair stays in use, and the next fetch is delayed by a back-off, or by the error's
 * `retryAfterMs` (at most 10 minutes). An expired pair is never returned. There are no timers: only calls cause fetches.
 *
 * `minLifetimeSeconds` and `rejected` fetch early, for all callers, unless the last fetch is less than 30 seconds ago. A
 * caller's `signal` cancels only its own wait. A source that is already cached is returned unchanged.
 */
export function cached(provider: CredentialsProvider, options: CacheOptions = {}): CredentialsSource {
  const source = toSource(provider);
  if ('isCached' in source) return source;
  const { now = Date.now, random = Math.random, onRefreshError } = options;
  let current: CredentialsSnapshot | null = null;
  // Initially, there is no pair: the same as an expired one.
  let expiresAtMs = 0;
  // Lifetime of the current pair at the time of its fetch.
  let lifetimeMs = 0;
  // From this time on, a new pair is fetched in the background.
  let refreshAtMs = 0;
  // Until this time, a valid pair is not renewed: the last fetch failed or returned the same pair.
  let pausedUntilMs = 0;
  let fetchedAtMs = 0;
  let backOffMs = 1000;
  let pending: Promise<void> | undefined;

  /** Returns whether a call waits for a fetch, causes a refresh in the background, or needs neither. */
  const decide = ({ rejected, minLifetimeSeconds = 0 }: CredentialsRequest): 'wait' | 'refresh' | undefined => {
    const timeMs = now();
    // A pending fetch is always shared, even if it has just started.
    const sinceFetchMs = pending ? Infinity : timeMs - fetchedAtMs;
    const remainingMs = expiresAtMs - timeMs;
    const minLifetimeMs = minLifetimeSeconds * 1000;
    // If the clock was set back, the planned times are meaningless.
    if (sinceFetchMs < 0) pausedUntilMs = refreshAtMs = 0;
    if (remainingMs <= 0 || (rejected && sinceFetchMs >= 30_000)) return 'wait';
    if (timeMs < pausedUntilMs) return undefined;
    // If even a new pair would be too short-lived, fetch only once per refresh window.
    const minIntervalMs = lifetimeMs < minLifetimeMs ? refreshWindowMs(lifetimeMs) : 30_000;
    if (remainingMs < minLifetimeMs && sinceFetchMs >= minIntervalMs) return 'wait';
    return timeMs >= refreshAtMs ? 'refresh' : undefined;
  };

  /** Stores the result of a fetch, and plans the next one. */
  const store = (next: CredentialsSnapshot | null, rejected: boolean | undefined): void => {
    const timeMs = now();
    const nextExpiresAtMs = next?.expiration?.getTime() ?? Infinity;
    if (nextExpiresAtMs <= timeMs) {
      const message = `${source.source}: the credentials have expired.`;
      throw new CredentialsError({ source: source.source, code: 'CredentialsExpired', message });
    }
    const isSame =
      next?.accessKeyId === current?.accessKeyId && nextExpiresAtMs <= expiresAtMs && nextExpiresAtMs < Infinity;
    // Instance metadata returns the same pair until the platform rotates it, so an immediate retry would be useless.
    pausedUntilMs = isSame ? timeMs + Math.max(30_000, (expiresAtMs - timeMs) / 10) : 0;
    backOffMs = 1000;
    if (isSame && !rejected) return;
    current = next;
    expiresAtMs = nextExpiresAtMs;
    lifetimeMs = expiresAtMs - timeMs;
    // Jitter of ±10 %, so that processes started together do not refresh together.
    const windowMs = refreshWindowMs(lifetimeMs) * (0.9 + random() / 5);
    refreshAtMs = lifetimeMs < Infinity ? expiresAtMs - windowMs : timeMs + windowMs;
  };

  /** Delays the next refresh of a valid pair after a failed fetch. */
  const backOff = (error: unknown): void => {
    const retryAfterMs = Math.min(600_000, (error as OssError | null)?.retryAfterMs ?? 0);
    pausedUntilMs = now() + Math.max(retryAfterMs, random() * backOffMs);
    backOffMs = Math.min(60_000, backOffMs * 2);
  };

  const fetchPair = async (request: CredentialsRequest): Promise<void> => {
    fetchedAtMs = now();
    try {
      store(await source(request), request.rejected);
    } catch (error) {
      backOff(error);
      onRefreshError?.(error);
      throw error;
    }
  };

  const get = async ({ signal, ...request }: CredentialsRequest = {}): Promise<CredentialsSnapshot | null> => {
    signal?.throwIfAborted();
    const decision = decide(request);
    if (decision) {
      pending ??= fetchPair(request).finally(() => {
        pending = undefined;
      });
      // A failed background refresh must not be an unhandled rejection. Waiting callers get the error below.
      pending.catch(() => {});
      try {
        if (decision === 'wait') await settledOrAborted(pending, signal);
      } catch (error) {
        if (request.rejected || expiresAtMs <= now()) throw error;
      }
      signal?.throwIfAborted();
    }
    return current;
  };
  return Object.assign(get, { source: source.source, isCached: true });
}

/** How long before its expiration a pair is renewed: a fifth of its lifetime, at most 5 minutes. */
function refreshWindowMs(lifetimeMs: number): number {
  return Math.min(300_000, lifetimeMs / 5);
}

/** Settles like `promise`, or resolves as soon as `signal` is aborted. */
function settledOrAborted(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', resolve);
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', resolve));
  });
}
