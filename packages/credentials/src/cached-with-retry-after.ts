import type { CredentialsRequest, OssError } from '@ossferry/contract';
import { type CacheOptions, cached } from './cached.ts';
import type { CredentialsSnapshot } from './credentials-snapshot.ts';
import type { CredentialsSource } from './credentials-source.ts';

/**
 * Like `cached`, for a source that calls a service. If an error has a `retryAfterMs`, the service is not called again before
 * (at most 10 minutes). Until then, callers without a valid pair get the same error again, which `onRefreshError` reports
 * only once. The wait ends if the clock is set back.
 *
 * This is separate from `cached` to keep it out of the bundles of pages with a source of their own.
 */
export function cachedWithRetryAfter(source: CredentialsSource, options: CacheOptions = {}): CredentialsSource {
  const { now = Date.now, onRefreshError } = options;
  let lastError: unknown;
  let failedAtMs = 0;
  let retryAtMs = 0;
  let isTooEarly = false;

  const fetchPair = async (request?: CredentialsRequest): Promise<CredentialsSnapshot | null> => {
    const timeMs = now();
    isTooEarly = failedAtMs <= timeMs && timeMs < retryAtMs;
    if (isTooEarly) throw lastError;
    // The wait is over: even if the clock is set back later, the last error must not be thrown again.
    retryAtMs = 0;
    try {
      return await source(request);
    } catch (error) {
      lastError = error;
      failedAtMs = now();
      // After 10 minutes, the service may have recovered, whatever it asked for.
      retryAtMs = failedAtMs + Math.min(600_000, (error as OssError | null)?.retryAfterMs ?? 0);
      throw error;
    }
  };

  return cached(Object.assign(fetchPair, { source: source.source }), {
    ...options,
    onRefreshError: (error) => {
      if (!isTooEarly) onRefreshError?.(error);
    },
  });
}
