import { OssError, type RetryPolicy } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { isClockRefusal, isCredentialsRefusal } from './refusals.ts';

export interface StandardRetryOptions {
  /** Maximum number of attempts, including the first; 1 disables retries. @default 3 */
  readonly maxAttempts?: number | undefined;
  /** Upper bound of the first delay; it doubles with every attempt. @default 200 */
  readonly baseDelayMs?: number | undefined;
  /** Upper bound of every delay, except for `Retry-After`. @default 20 000 */
  readonly maxDelayMs?: number | undefined;
  /** Returns a number from 0 to below 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/** The longest `Retry-After` that is obeyed; no caller expects `send` to take an hour. */
const maxRetryAfterMs = 10 * 60_000;

/**
 * Creates the standard policy. It retries errors that are `retryable`, after a random part of a bound that doubles with
 * every attempt (full jitter) and not before `Retry-After`. A `Retry-After` of more than 10 minutes makes the error final.
 * If the service refuses the credentials or the signing time, it retries once and without delay: the client gets new
 * credentials and corrects its clock in between.
 */
export function standardRetry(options: StandardRetryOptions = {}): RetryPolicy {
  const { maxAttempts = 3, baseDelayMs = 200, maxDelayMs = 20_000, random = Math.random } = options;
  checkOptions({ maxAttempts, baseDelayMs, maxDelayMs });
  return (failure, { number, previousError }) => {
    if (number >= maxAttempts || !OssError.isInstance(failure)) return null;
    if (isCredentialsRefusal(failure)) return isCredentialsRefusal(previousError) ? null : 0;
    if (isClockRefusal(failure)) return isClockRefusal(previousError) ? null : 0;
    if (!failure.retryable) return null;
    if ((failure.retryAfterMs ?? 0) > maxRetryAfterMs) return null;
    // Also with a shorter `Retry-After`, so that many clients do not retry at the same time.
    const jitterMs = random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (number - 1));
    return Math.max(failure.retryAfterMs ?? 0, jitterMs);
  };
}

function checkOptions(options: { maxAttempts: number; baseDelayMs: number; maxDelayMs: number }): void {
  const { maxAttempts, baseDelayMs, maxDelayMs } = options;
  const problem =
    (!(maxAttempts >= 1) && 'maxAttempts must be 1 or more') ||
    (!(baseDelayMs >= 0) && 'baseDelayMs must be 0 or more') ||
    (!(maxDelayMs >= 0) && 'maxDelayMs must be 0 or more');
  if (problem) throw configError('InvalidOption', `Retry options: ${problem}.`);
}
