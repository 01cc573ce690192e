import assert from 'node:assert/strict';
import type { Check } from '../test-runner.ts';
import { assertConsistentPair, assertSamePair, keysOf } from './compare-pairs.ts';
import { fixtureCheck, type MakeProvider } from './fixture.ts';

/** Checks for sources that return the new pair if their backend has one. */
export function rotationChecks(makeProvider: MakeProvider): readonly Check[] {
  const check = fixtureCheck;
  return [
    check('behavior: `rejected` returns the new pair', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.rotate();
      backend.advance(60);
      assertSamePair(await ask({ rejected: true }), backend.current());
    }),

    check('behavior: all values of a pair come from one load', makeProvider, async ({ backend, ask }) => {
      backend.rotateOnLoad();
      for (let round = 0; round < 5; round += 1) {
        for (const pair of await Promise.all(Array.from({ length: 5 }, () => ask({ rejected: true })))) {
          assertConsistentPair(pair);
        }
        backend.advance(60);
      }
    }),

    check('behavior: a returned pair does not change', makeProvider, async ({ backend, ask }) => {
      const pair = await ask();
      const before = keysOf(pair);
      backend.rotate();
      backend.advance(60);
      await ask({ rejected: true });
      assert.deepEqual(keysOf(pair), before);
    }),

    check('behavior: a backend that works again is called again', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.fail();
      backend.advance(60);
      // The source may return the old pair or fail.
      await ask({ rejected: true }).catch(() => {});
      backend.repair();
      backend.rotate();
      backend.advance(120);
      assertSamePair(await ask({ rejected: true }), backend.current());
    }),
  ];
}
