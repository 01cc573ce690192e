/** When to try again, and when to give up. */
export interface RetryOptions {
  /** Failures in a row, each with less than 64 KiB of new bytes, after which a range gives up. @default 6 */
  readonly maxFailures: number;
  /** Upper bound of the first wait; it doubles with every failure. @default 200 */
  readonly baseDelayMs: number;
  /** Upper bound of every wait that the server did not ask for. @default 20 000 */
  readonly maxDelayMs: number;
}

export const defaultRetry: RetryOptions = { maxFailures: 6, baseDelayMs: 200, maxDelayMs: 20_000 };

/** Gives the wait before the next try in milliseconds: full jitter, or what the server asked for when that is longer. */
export function backoffMs(options: RetryOptions, failures: number, retryAfterMs: number, random: () => number): number {
  const ceiling = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** Math.max(0, failures - 1));
  return Math.max(retryAfterMs, random() * ceiling);
}

/** Waits; rejects with the signal's reason as soon as it aborts. */
export function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
