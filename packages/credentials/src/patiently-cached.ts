import type { CredentialsRequest, OssError } from '@ossferry/contract';
import { type CacheOptions, cached } from './cached.ts';
import type { CredentialsSnapshot } from './credentials-snapshot.ts';
import type { CredentialsSource } from './credentials-source.ts';

/**
 * `cached`, for a source that asks a service. When the service says when to come back (`retryAfterMs` of the error), it is
 * not asked before, but at most 10 minutes later: whoever has no good pair until then gets the same error again, of which
 * `onRefreshError` hears once. A clock that was set back ends the wait.
 *
 * It is kept out of `cached`, so that the bundle of a page with a source of its own does not carry it.
 */
export function patientlyCached(source: CredentialsSource, options: CacheOptions = {}): CredentialsSource {
  const { now = Date.now, onRefreshError } = options;
  let lastError: unknown;
  let failedAtMs = 0;
  let retryAtMs = 0;
  let isTooEarly = false;

  const ask = async (request?: CredentialsRequest): Promise<CredentialsSnapshot | null> => {
    const timeMs = now();
    isTooEarly = failedAtMs <= timeMs && timeMs < retryAtMs;
    if (isTooEarly) throw lastError;
    // Whatever comes of it, the last error is settled: a clock that moves again must not bring it back.
    retryAtMs = 0;
    try {
      return await source(request);
    } catch (error) {
      lastError = error;
      failedAtMs = now();
      // However long a service asks for: 10 minutes later it may be another one that answers.
      retryAtMs = failedAtMs + Math.min(600_000, (error as OssError | null)?.retryAfterMs ?? 0);
      throw error;
    }
  };

  return cached(Object.assign(ask, { source: source.source }), {
    ...options,
    onRefreshError: (error) => {
      if (!isTooEarly) onRefreshError?.(error);
    },
  });
}
