import { errorOptionsOf, OssError } from '@ossferry/contract';
import type { SourceRefusal } from '../source/source.ts';
import { backoffMs, maxRetryAfterMs, type RetryOptions } from './backoff.ts';
import type { Part } from './flight.ts';

/** A try that failed. */
export interface FailedTry {
  readonly error: OssError;
  readonly broughtBytes: number;
  /** Why the URL was refused, when the source can give another one. */
  readonly refusal: SourceRefusal | undefined;
  /** Whether the object has begun to come, or its host has answered before: a network that is gone is waited for. */
  readonly isUnderWay: boolean;
}

/** What follows a failed try. */
export type NextTry =
  | { readonly type: 'new URL'; readonly refusal: SourceRefusal }
  | { readonly type: 'wait'; readonly delayMs: number };

/** Decides whether a part is tried again, and counts what speaks against it. */
export interface Patience {
  /** Throws the error that ends the part when it is at an end. */
  readonly afterFailure: (failed: FailedTry) => NextTry;
  /** What was counted so far, for whoever goes on with the part. */
  readonly counted: () => Pick<Part, 'failures' | 'stuckSinceMs'>;
}

// A try that brings less counts as a failure: a server that cuts every answer after a few bytes would otherwise be asked
// forever.
export const progressBytes: number = 64 * 1024;

/** URLs in a row that may be refused because of their date: a source whose new URLs have ended too is no source. */
const maxRefusedUrls = 3;

/** The patience with a part, which goes on from what was counted against it before. */
export function createPatience(part: Part, retry: RetryOptions, random: () => number): Patience {
  let { failures = 0, stuckSinceMs } = part;
  let refusedUrls = 0;
  return {
    afterFailure({ error, broughtBytes, refusal, isUnderWay }) {
      const hasProgress = broughtBytes >= progressBytes;
      if (hasProgress) {
        failures = 0;
        refusedUrls = 0;
        stuckSinceMs = undefined;
      }
      if (refusal !== undefined) {
        refusedUrls += 1;
        if (refusedUrls >= maxRefusedUrls) throw gaveUp(error, refusedUrls);
        return { type: 'new URL', refusal };
      }
      if (!hasProgress) failures += 1;
      if (!error.retryable && !(isUnderWay && nameUnknown.has(error.code))) throw error;
      const { retryAfterMs = 0 } = error;
      if (retryAfterMs > maxRetryAfterMs) throw asksTooMuch(error, retryAfterMs);
      const nowMs = performance.now();
      stuckSinceMs ??= nowMs;
      const isBorne = isUnderWay && mayPass(error) && nowMs - stuckSinceMs < retry.patienceMs;
      if (failures >= retry.maxFailures && !isBorne) throw gaveUp(error, failures);
      return { type: 'wait', delayMs: backoffMs(retry, failures, retryAfterMs, random) };
    },
    counted: () => ({ failures, stuckSinceMs }),
  };
}

/** A host that has answered exists: some systems call every name unknown as long as there is no network. */
const nameUnknown: ReadonlySet<string> = new Set(['HostNotFound', 'ProxyUnreachable']);

/** Whether time can heal it: a network that is gone, a server that is restarted or busy. */
function mayPass({ phase, code, status = 0 }: OssError): boolean {
  return phase === 'connect' || status >= 500 || status === 429 || lostOnTheWay.has(code);
}

const lostOnTheWay: ReadonlySet<string> = new Set([
  'ConnectionLost',
  'BodyCut',
  'HeadersTimeout',
  'FirstByteTimeout',
  'IdleTimeout',
]);

function asksTooMuch(error: OssError, retryAfterMs: number): OssError {
  return new OssError({
    ...errorOptionsOf(error),
    advice: `The server asks to wait ${Math.ceil(retryAfterMs / 1000)} s: run it again after that.`,
    retryable: false,
    cause: error,
  });
}

function gaveUp(error: OssError, failures: number): OssError {
  const options = errorOptionsOf(error);
  const what = options.message;
  return new OssError({
    ...options,
    message: failures === 1 ? what : `Gave up after ${failures} tries in a row that brought nothing. ${what}`,
    retryable: false,
    cause: error,
  });
}
