import { errorOptionsOf, OssError, type OssErrorOptions, problemOf } from '@ossferry/contract';
import { progressBytes } from '../response/check-range-response.ts';
import type { SourceRefusal } from '../source/source.ts';
import type { Part } from './active-part.ts';
import { backoffMs, maxRetryAfterMs, type RetryOptions } from './backoff.ts';

export interface FailedAttempt {
  readonly error: OssError;
  readonly receivedBytes: number;
  /** Why the URL was refused, if the source can provide another one. */
  readonly refusal: SourceRefusal | undefined;
  /** Whether the host has responded before, in this download or another. If so, a lost network is waited for. */
  readonly hasHostResponded: boolean;
}

/** What to do after a failed attempt. */
export type RetryDecision =
  | { readonly type: 'renew'; readonly refusal: SourceRefusal }
  | { readonly type: 'wait'; readonly delayMs: number };

/** Counts the failures of a part, and decides whether to retry. */
export interface RetryBudget {
  /** Throws the final error if there are no more retries. */
  readonly afterFailure: (failed: FailedAttempt) => RetryDecision;
  /** The failures so far, for the stream that continues the part. */
  readonly spent: () => Pick<Part, 'failures' | 'stuckSinceMs'>;
}

/** A part fails when this many consecutive URLs are refused because of their date: their source is broken. */
const maxRefusedUrls = 3;

/** Creates the budget of a part, from which earlier failures are deducted. */
export function createRetryBudget(part: Part, retry: RetryOptions, random: () => number): RetryBudget {
  let { failures = 0, stuckSinceMs } = part;
  let refusedUrls = 0;
  return {
    afterFailure({ error, receivedBytes, refusal, hasHostResponded }) {
      const hasProgress = receivedBytes >= progressBytes;
      if (hasProgress) {
        failures = 0;
        refusedUrls = 0;
        stuckSinceMs = undefined;
      }
      if (refusal !== undefined) {
        refusedUrls += 1;
        if (refusedUrls >= maxRefusedUrls) throw gaveUp(error, refusedUrls);
        return { type: 'renew', refusal };
      }
      if (!hasProgress) failures += 1;
      if (!error.retryable && !(hasHostResponded && nameUnknown.has(error.code))) throw error;
      const { retryAfterMs = 0 } = error;
      if (retryAfterMs > maxRetryAfterMs) throw retryAfterTooLong(error, retryAfterMs);
      const nowMs = performance.now();
      stuckSinceMs ??= nowMs;
      const isTolerated = hasHostResponded && isTemporary(error) && nowMs - stuckSinceMs < retry.maxOutageMs;
      if (failures >= retry.maxFailures && !isTolerated) throw gaveUp(error, failures);
      return { type: 'wait', delayMs: backoffMs(retry, failures, retryAfterMs, random) };
    },
    spent: () => ({ failures, stuckSinceMs }),
  };
}

/** A host that has responded exists. Some systems report every name as unknown while the network is down. */
const nameUnknown: ReadonlySet<string> = new Set(['HostNotFound', 'ProxyUnreachable']);

/** Whether waiting may help: the network is down, or the server is restarting or busy. */
function isTemporary({ phase, code, status = 0 }: OssError): boolean {
  return phase === 'connect' || status >= 500 || status === 429 || connectionLost.has(code);
}

const connectionLost: ReadonlySet<string> = new Set([
  'ConnectionLost',
  'BodyCut',
  'HeadersTimeout',
  'FirstByteTimeout',
  'IdleTimeout',
]);

function retryAfterTooLong(error: OssError, retryAfterMs: number): OssError {
  const advice = `The server asks to wait ${Math.ceil(retryAfterMs / 1000)} s: run it again after that.`;
  return asFinal(error, { advice });
}

function gaveUp(error: OssError, failures: number): OssError {
  if (failures === 1) return asFinal(error);
  return asFinal(error, { message: `Gave up after ${failures} consecutive failures. ${problemOf(error)}` });
}

function asFinal(error: OssError, facts?: Partial<OssErrorOptions>): OssError {
  return new OssError({ ...errorOptionsOf(error), ...facts, retryable: false, cause: error });
}
