import assert from 'node:assert/strict';
import type { Check } from '../test-runner.ts';
import { fixtureCheck, type MakeProvider } from './fixture.ts';

/** Checks for sources that know when their pair expires. */
export function endChecks(makeProvider: MakeProvider): readonly Check[] {
  return [
    fixtureCheck('behavior: the expiration is returned, to the second', makeProvider, async ({ backend, ask }) => {
      const { expiration } = await ask();
      assert.ok(expiration instanceof Date, 'The expiration is not a Date.');
      const secondOf = (date: Date): number => Math.floor(date.getTime() / 1000);
      assert.equal(secondOf(expiration), secondOf(backend.current().expiration as Date));
    }),
  ];
}
