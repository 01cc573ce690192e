import assert from 'node:assert/strict';
import type { Check } from '../test-runner.ts';
import { type MakeProvider, trialCheck } from './trial.ts';

/** What is asked of a source that knows when its pair ends. */
export function endChecks(makeProvider: MakeProvider): readonly Check[] {
  return [
    trialCheck('behavior: the end of the pair comes out to the second', makeProvider, async ({ backend, ask }) => {
      const { expiration } = await ask();
      assert.ok(expiration instanceof Date, 'The expiration is no Date.');
      const secondOf = (date: Date): number => Math.floor(date.getTime() / 1000);
      assert.equal(secondOf(expiration), secondOf(backend.current().expiration as Date));
    }),
  ];
}
