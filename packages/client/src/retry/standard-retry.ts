import { OssError, type RetryPolicy } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { isClockRefusal, isCredentialsRefusal } from './refusals.ts';

export interface StandardRetryOptions {
  /** Tries in all, the first one counted; 1 means no retry. @default 3 */
  readonly maxAttempts?: number | undefined;
  /** Upper bound of the first wait; it doubles with every try. @default 200 */
  readonly baseDelayMs?: number | undefined;
  /** Upper bound of every wait that the service did not ask for. @default 20_000 */
  readonly maxDelayMs?: number | undefined;
  /** Gives a number from 0 to below 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/** The longest wait that the service may ask for: nobody waits unseen for an hour, or for a day. */
const maxRetryAfterMs = 10 * 60_000;

/**
 * Makes the standard policy: whatever `OssError` calls retryable is tried again after a random part of a doubling bound
 * (full jitter), and not before the end of `Retry-After`; when that is more than 10 minutes, the service's error is final. A
 * refusal of credentials or clock is tried again once, at once, since the kernel fetches new credentials and corrects its
 * clock in between.
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
    // A service that asks for less does not know how many ask it at once.
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
