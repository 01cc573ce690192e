import assert from 'node:assert/strict';
import type { RetryPolicy } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { attempt, permanentFailures, throttledFor, transientFailures } from './sample-failures.ts';

/**
 * What a policy guarantees besides a valid result. `end`: it gives up eventually. `final`: it does not retry permanent failures.
 * `retryAfter`: it never retries earlier than the service requests.
 */
export type RetryGuarantee = 'end' | 'final' | 'retryAfter';

/** By this attempt, a policy must have given up. */
const lastAttempt = 1000;

/** The checks of each guarantee. */
export const guaranteeChecks: Readonly<Record<RetryGuarantee, (retry: RetryPolicy) => readonly Check[]>> = {
  end: (retry) =>
    Object.entries(transientFailures()).map(([name, failure]) => ({
      name: `behavior: it gives up eventually: ${name}`,
      run: async () => {
        assert.equal(retry(failure, attempt(lastAttempt, failure)), null, `It continues after attempt ${lastAttempt}.`);
      },
    })),

  final: (retry) =>
    Object.entries(permanentFailures()).map(([name, failure]) => ({
      name: `behavior: it does not retry a permanent failure: ${name}`,
      run: async () => {
        assert.equal(retry(failure, attempt(1)), null);
      },
    })),

  retryAfter: (retry) => [
    {
      name: 'behavior: it retries no earlier than the service requests',
      run: async () => {
        for (const retryAfterMs of [1, 1_000, 30_000, 86_400_000]) {
          const delay = retry(throttledFor(retryAfterMs), attempt(1));
          assert.ok(delay === null || delay >= retryAfterMs, `It waits ${delay} ms instead of ${retryAfterMs}.`);
        }
      },
    },
  ],
};
