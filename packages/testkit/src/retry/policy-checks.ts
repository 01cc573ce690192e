import assert from 'node:assert/strict';
import type { RetryPolicy } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { attempt, oddFailures, passingFailures, stayingFailures } from './sample-failures.ts';

/** What is asked of every policy. */
export function policyChecks(retry: RetryPolicy): readonly Check[] {
  const check = (name: string, run: () => void): Check => ({ name: `behavior: ${name}`, run: async () => run() });
  return [
    ...Object.entries({ ...passingFailures(), ...stayingFailures(), ...oddFailures }).map(([name, failure]) =>
      check(`a delay or null, at once: ${name}`, () => {
        for (const number of [1, 2, 3, 50]) assertDelay(retry(failure, attempt(number, failure)));
      }),
    ),

    check('the number of the try counts, and not how often the policy was asked', () => {
      for (const failure of Object.values(passingFailures())) {
        const first = retry(failure, attempt(1)) === null;
        for (let count = 0; count < 100; count += 1) {
          retry(failure, attempt(2, failure));
          assert.equal(retry(failure, attempt(1)) === null, first, 'Equal tries of other requests change the answer.');
        }
      }
    }),

    check('the failure is left as it is', () => {
      for (const failure of Object.values(passingFailures())) {
        const before = { ...failure };
        retry(failure, attempt(1));
        assert.deepEqual({ ...failure }, before);
      }
    }),
  ];
}

function assertDelay(delay: unknown): void {
  if (delay === null) return;
  assert.ok(typeof delay === 'number' && Number.isFinite(delay) && delay >= 0, `It gives ${String(delay)}.`);
}
