import assert from 'node:assert/strict';
import type { RetryPolicy } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { attempt, busyFor, passingFailures, stayingFailures } from './sample-failures.ts';

/** What a policy may promise beyond being one. */
export type RetryPromise = 'end' | 'final' | 'retryAfter';

/** More tries than anybody waits for. */
const lastTry = 1000;

/** What is asked of a policy that makes a promise. */
export const promiseChecks: Readonly<Record<RetryPromise, (retry: RetryPolicy) => readonly Check[]>> = {
  end: (retry) =>
    Object.entries(passingFailures()).map(([name, failure]) => ({
      name: `behavior: it gives up in the end: ${name}`,
      run: async () => {
        assert.equal(retry(failure, attempt(lastTry, failure)), null, `Try ${lastTry} is not the last one.`);
      },
    })),

  final: (retry) =>
    Object.entries(stayingFailures()).map(([name, failure]) => ({
      name: `behavior: it does not try again what stays: ${name}`,
      run: async () => {
        assert.equal(retry(failure, attempt(1)), null);
      },
    })),

  retryAfter: (retry) => [
    {
      name: 'behavior: it comes back no sooner than the service asked for',
      run: async () => {
        for (const retryAfterMs of [1, 1_000, 30_000, 86_400_000]) {
          const delay = retry(busyFor(retryAfterMs), attempt(1));
          assert.ok(delay === null || delay >= retryAfterMs, `It waits ${delay} ms of ${retryAfterMs}.`);
        }
      },
    },
  ],
};
