import assert from 'node:assert/strict';
import type { RetryPolicy } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { attempt, nonErrors, permanentFailures, transientFailures } from './sample-failures.ts';

/** Checks for every policy. */
export function policyChecks(retry: RetryPolicy): readonly Check[] {
  const check = (name: string, run: () => void): Check => ({ name: `behavior: ${name}`, run: async () => run() });
  return [
    ...Object.entries({ ...transientFailures(), ...permanentFailures(), ...nonErrors }).map(([name, failure]) =>
      check(`a delay or null, synchronously: ${name}`, () => {
        for (const number of [1, 2, 3, 50]) assertDelay(retry(failure, attempt(number, failure)));
      }),
    ),

    check('the result depends on the number of the attempt, not of the calls', () => {
      for (const failure of Object.values(transientFailures())) {
        const first = retry(failure, attempt(1)) === null;
        for (let count = 0; count < 100; count += 1) {
          retry(failure, attempt(2, failure));
          assert.equal(retry(failure, attempt(1)) === null, first, 'Attempts of other requests change the result.');
        }
      }
    }),

    check('the failure is not modified', () => {
      for (const failure of Object.values(transientFailures())) {
        const before = { ...failure };
        retry(failure, attempt(1));
        assert.deepEqual({ ...failure }, before);
      }
    }),
  ];
}

function assertDelay(delay: unknown): void {
  if (delay === null) return;
  assert.ok(typeof delay === 'number' && Number.isFinite(delay) && delay >= 0, `It returns ${String(delay)}.`);
}
