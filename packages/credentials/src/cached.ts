import type { CredentialsProvider, CredentialsRequest, OssError } from '@ossferry/contract';
import { CredentialsError } from './credentials-error.ts';
import type { CredentialsSnapshot } from './credentials-snapshot.ts';
import { type CredentialsSource, toSource } from './credentials-source.ts';

export interface CacheOptions {
  /** Hears of every failed fetch, also of those that no caller notices because the held pair is still good. */
  readonly onRefreshError?: ((error: unknown) => void) | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** At least 0, less than 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/**
 * Keeps the pair that a source gave and fetches a new one in time: in the background when its last fifth (at most 5
 * minutes) begins, waiting when it has ended; a pair without an end is fetched again after 5 minutes. Any number of callers
 * share one fetch. A failed fetch leaves a good pair in use and is repeated with back-off, or after the error's
 * `retryAfterMs` (at most 10 minutes); an ended pair is never given out. There are no timers: nothing happens unless asked.
 *
 * `minLifetimeSeconds` and `rejected` fetch early, for all callers at once, unless the last fetch is less than 30 seconds
 * old; a caller's `signal` ends its own wait only. A source that is cached already stays what it is.
 */
export function cached(provider: CredentialsProvider, options: CacheOptions = {}): CredentialsSource {
  const source = toSource(provider);
  if ('isCached' in source) return source;
  const { now = Date.now, random = Math.random, onRefreshError } = options;
  let held: CredentialsSnapshot | null = null;
  // Nothing is held yet: what is not there has ended.
  let endsAtMs = 0;
  // How long the held pair was to live when it came.
  let lifetimeMs = 0;
  // From then on, a new pair is fetched in the background.
  let refreshAtMs = 0;
  // Until then a good pair is left alone: the last fetch failed, or gave the same pair.
  let restUntilMs = 0;
  let askedAtMs = 0;
  let backOffMs = 1000;
  let pending: Promise<void> | undefined;

  /** Says whether a caller needs a fetch: has to wait for it, or can have the held pair while it goes on. */
  const decide = ({ rejected, minLifetimeSeconds = 0 }: CredentialsRequest): 'wait' | 'refresh' | undefined => {
    const timeMs = now();
    // A fetch that is under way is shared, however young it is.
    const sinceMs = pending ? Infinity : timeMs - askedAtMs;
    const leftMs = endsAtMs - timeMs;
    const minMs = minLifetimeSeconds * 1000;
    // A clock that was set back makes nonsense of all that was planned.
    if (sinceMs < 0) restUntilMs = refreshAtMs = 0;
    if (leftMs <= 0 || (rejected && sinceMs >= 30_000)) return 'wait';
    if (timeMs < restUntilMs) return undefined;
    // When even a fresh pair would not live as long as asked, one fetch a window is all that makes sense.
    if (leftMs < minMs && sinceMs >= (lifetimeMs < minMs ? windowOf(lifetimeMs) : 30_000)) return 'wait';
    return timeMs >= refreshAtMs ? 'refresh' : undefined;
  };

  /** Takes what a fetch gave, and plans the next one. */
  const keep = (next: CredentialsSnapshot | null, rejected: boolean | undefined): void => {
    const timeMs = now();
    const nextEndsAtMs = next?.expiration?.getTime() ?? Infinity;
    if (nextEndsAtMs <= timeMs) {
      const message = `${source.source}: the credentials have expired.`;
      throw new CredentialsError({ source: source.source, code: 'CredentialsExpired', message });
    }
    const isSame = next?.accessKeyId === held?.accessKeyId && nextEndsAtMs <= endsAtMs && nextEndsAtMs < Infinity;
    // Instance metadata gives the same pair until the platform rotates it: asking again at once is in vain.
    restUntilMs = isSame ? timeMs + Math.max(30_000, (endsAtMs - timeMs) / 10) : 0;
    backOffMs = 1000;
    if (isSame && !rejected) return;
    held = next;
    endsAtMs = nextEndsAtMs;
    lifetimeMs = endsAtMs - timeMs;
    // A tenth of jitter either way, so that processes started together do not refresh together.
    const aheadMs = windowOf(lifetimeMs) * (0.9 + random() / 5);
    refreshAtMs = lifetimeMs < Infinity ? endsAtMs - aheadMs : timeMs + aheadMs;
  };

  /** Leaves a good pair alone for a while, since a fetch failed. */
  const backOff = (error: unknown): void => {
    const askedMs = Math.min(600_000, (error as OssError | null)?.retryAfterMs ?? 0);
    restUntilMs = now() + Math.max(askedMs, random() * backOffMs);
    backOffMs = Math.min(60_000, backOffMs * 2);
  };

  const fetchNow = async (request: CredentialsRequest): Promise<void> => {
    askedAtMs = now();
    try {
      keep(await source(request), request.rejected);
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
      pending ??= fetchNow(request).finally(() => {
        pending = undefined;
      });
      // A failure in the background is nobody's rejection; whoever waits gets it below.
      pending.catch(() => {});
      try {
        if (decision === 'wait') await endOf(pending, signal);
      } catch (error) {
        if (request.rejected || endsAtMs <= now()) throw error;
      }
      signal?.throwIfAborted();
    }
    return held;
  };
  return Object.assign(get, { source: source.source, isCached: true });
}

/** The last fifth of a life, at most 5 minutes: in it, a new pair is fetched. */
function windowOf(lifetimeMs: number): number {
  return Math.min(300_000, lifetimeMs / 5);
}

/** Settles as `promise` does, or earlier, when `signal` is aborted. */
function endOf(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', resolve);
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', resolve));
  });
}
