import { OssError, type Plugin, type RetryPolicy } from '@ossferry/contract';
import { slotOf } from '../slot-of.ts';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { policyChecks } from './policy-checks.ts';
import { promiseChecks, type RetryPromise } from './promise-checks.ts';

export interface DescribeRetryOptions {
  /** Title of the suite. @default 'retry' */
  readonly name?: string | undefined;
  /** What the policy promises. One that waits for an object to appear does not promise `final`. @default all three */
  readonly promises?: readonly RetryPromise[] | undefined;
}

/**
 * Makes the tests that every retry policy passes, with the `describe` and `it` of any test runner: of a policy, or of what a
 * plugin makes of the retry slot.
 *
 * @example
 * describeRetry({ describe, it }, (failure, { number }) => (number < 3 && isBusy(failure) ? 100 * 2 ** number : null));
 */
export function describeRetry(
  runner: TestRunner,
  retry: RetryPolicy | Plugin,
  { name = 'retry', promises = ['end', 'final', 'retryAfter'] }: DescribeRetryOptions = {},
): void {
  const policy = typeof retry === 'function' ? retry : slotOf('retry', retry, threeTries);
  describeChecks(runner, name, [
    ...policyChecks(policy),
    ...promises.flatMap((promise) => promiseChecks[promise](policy)),
  ]);
}

/** Stands for the client's own policy, which a plugin may wrap. */
const threeTries: RetryPolicy = (failure, { number }) =>
  OssError.isInstance(failure) && failure.retryable && number < 3 ? (failure.retryAfterMs ?? 100) : null;
