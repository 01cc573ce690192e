import { OssError, type Plugin, type RetryPolicy } from '@ossferry/contract';
import { slotOf } from '../slot-of.ts';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { guaranteeChecks, type RetryGuarantee } from './guarantee-checks.ts';
import { policyChecks } from './policy-checks.ts';

export interface DescribeRetryOptions {
  /** Title of the suite. @default 'retry' */
  readonly name?: string | undefined;
  /** What the policy guarantees. A policy that waits for an object to appear omits `final`. @default all three */
  readonly guarantees?: readonly RetryGuarantee[] | undefined;
}

/**
 * Defines the conformance tests of retry policies, with the `describe` and `it` of any test runner. Tests a policy, or a plugin
 * that fills or wraps the retry slot.
 *
 * @example
 * describeRetry({ describe, it }, (failure, { number }) => (number < 3 && isBusy(failure) ? 100 * 2 ** number : null));
 */
export function describeRetry(
  runner: TestRunner,
  retry: RetryPolicy | Plugin,
  { name = 'retry', guarantees = ['end', 'final', 'retryAfter'] }: DescribeRetryOptions = {},
): void {
  const policy = typeof retry === 'function' ? retry : slotOf('retry', retry, threeAttempts);
  describeChecks(runner, name, [
    ...policyChecks(policy),
    ...guarantees.flatMap((guarantee) => guaranteeChecks[guarantee](policy)),
  ]);
}

/** Represents the client's own policy, which a plugin may wrap. */
const threeAttempts: RetryPolicy = (failure, { number }) =>
  OssError.isInstance(failure) && failure.retryable && number < 3 ? (failure.retryAfterMs ?? 100) : null;
