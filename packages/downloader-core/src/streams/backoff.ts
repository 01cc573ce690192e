import { invalidOption } from '../invalid-option.ts';
import { withDefaults } from '../with-defaults.ts';

/** When to retry, and when to give up. If a server requests a wait of more than 10 minutes, the download fails. */
export interface RetryOptions {
  /** Consecutive failures, each with less than 64 KiB of new bytes, after which a range fails. @default 6 */
  readonly maxFailures: number;
  /**
   * How long, in milliseconds, a failing network or server may take to recover after the first bytes have arrived,
   * regardless of the number of failures. @default 60 000, or 0 if `maxFailures` is set
   */
  readonly maxOutageMs: number;
  /** Maximum of the first delay; it doubles with every failure. @default 200 */
  readonly baseDelayMs: number;
  /** Maximum of every delay that the server did not request. @default 20 000 */
  readonly maxDelayMs: number;
}

export const defaultRetry: RetryOptions = {
  maxFailures: 6,
  maxOutageMs: 60_000,
  baseDelayMs: 200,
  maxDelayMs: 20_000,
};

/** Adds the defaults; a caller who sets `maxFailures` gets no additional outage time. Throws `InvalidOption`. */
export function readRetry(given: Partial<RetryOptions> | undefined): RetryOptions {
  if (given === undefined) return defaultRetry;
  const maxOutageMs = given.maxFailures === undefined ? defaultRetry.maxOutageMs : 0;
  const retry = withDefaults({ ...defaultRetry, maxOutageMs }, given);
  for (const [name, value] of Object.entries(retry)) {
    if (!(value >= 0)) throw invalidOption(`retry.${name} is ${value}`, 'Give a number of at least 0.');
  }
  return retry;
}

/** The maximum `Retry-After` that a download waits for. */
export const maxRetryAfterMs: number = 10 * 60_000;

/** Without a maximum, the factor would become infinite, and a delay of 0 NaN. */
const maxDoublings = 52;

/** Returns the delay before the next attempt in milliseconds: full jitter, but at least what the server requested. */
export function backoffMs(options: RetryOptions, failures: number, retryAfterMs: number, random: () => number): number {
  const doublings = Math.min(Math.max(0, failures - 1), maxDoublings);
  const ceiling = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** doublings);
  return Math.max(retryAfterMs, random() * ceiling);
}
