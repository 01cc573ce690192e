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
 * share one fetch. A failed fetch leaves a good pair in use and is repeated with back-off; an ended pair is never given
 * out. There are no timers: nothing happens unless asked.
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
  let lifetimeMs = 0;
  let refreshAtMs = 0;
  let askedAtMs = 0;
  let restUntilMs = 0;
  let backOffMs = 1000;
  let pending: Promise<CredentialsSnapshot | null> | undefined;

  const fetchNow = async (request: CredentialsRequest): Promise<CredentialsSnapshot | null> => {
    askedAtMs = now();
    try {
      const next = await source({ ...request, signal: undefined });
      const timeMs = now();
      const nextEndsAtMs = next?.expiration?.getTime() ?? Infinity;
      if (!(nextEndsAtMs > timeMs)) {
        const message = `${source.source}: the credentials have ended already.`;
        throw new CredentialsError({ source: source.source, code: 'CredentialsExpired', message });
      }
      backOffMs = 1000;
      const isSame = next?.accessKeyId === held?.accessKeyId && nextEndsAtMs <= endsAtMs && nextEndsAtMs < Infinity;
      // Instance metadata gives the same pair until the platform rotates it: asking again at once is in vain.
      restUntilMs = isSame ? timeMs + Math.max(30_000, (endsAtMs - timeMs) / 10) : 0;
      if (isSame && timeMs < endsAtMs && !request.rejected) return held;
      endsAtMs = nextEndsAtMs;
      lifetimeMs = endsAtMs - timeMs;
      // A tenth of jitter either way, so that processes started together do not refresh together.
      const aheadMs = windowOf(lifetimeMs) * (0.9 + random() / 5);
      refreshAtMs = lifetimeMs < Infinity ? endsAtMs - aheadMs : timeMs + aheadMs;
      held = next;
      return held;
    } catch (error) {
      restUntilMs = now() + Math.max((error as OssError | null)?.retryAfterMs ?? 0, random() * backOffMs);
      backOffMs = Math.min(60_000, backOffMs * 2);
      onRefreshError?.(error);
      throw error;
    }
  };

  const get = async (request: CredentialsRequest = {}): Promise<CredentialsSnapshot | null> => {
    const { signal, rejected, minLifetimeSeconds = 0 } = request;
    const share = (): Promise<CredentialsSnapshot | null> => {
      pending ??= fetchNow(request).finally(() => {
        pending = undefined;
      });
      return pending;
    };
    const wait = (): Promise<CredentialsSnapshot | null> => unlessAborted(share, signal);
    const timeMs = now();
    const sinceMs = timeMs - askedAtMs;
    const leftMs = endsAtMs - timeMs;
    const minMs = minLifetimeSeconds * 1000;
    if (leftMs <= 0 || (rejected && (pending || sinceMs >= 30_000))) return wait();
    // A clock that was set back makes nonsense of all that was planned.
    const isSetBack = sinceMs < 0;
    if (timeMs < restUntilMs && !isSetBack) return held;
    // When even a fresh pair would not live as long as asked, one fetch a window is all that makes sense.
    const pointlessMs = lifetimeMs < minMs ? windowOf(lifetimeMs) : 30_000;
    if (leftMs < minMs && (pending || sinceMs >= pointlessMs)) return wait().catch(() => get({ signal }));
    if (timeMs >= refreshAtMs || isSetBack) share().catch(() => {});
    return held;
  };
  return Object.assign(get, { source: source.source, isCached: true });
}

/** The last fifth of a life, at most 5 minutes: in it, a new pair is fetched. */
function windowOf(lifetimeMs: number): number {
  return Math.min(300_000, lifetimeMs / 5);
}

function unlessAborted<Value>(begin: () => Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', abort);
    begin()
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener('abort', abort));
  });
}
