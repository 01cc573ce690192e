import assert from 'node:assert/strict';
import type { Check } from '../test-runner.ts';
import { assertOneSet, assertSamePair, keysOf } from './compare-pairs.ts';
import { type MakeProvider, trialCheck } from './trial.ts';

/** What is asked of a source that follows its backend when that has another pair. */
export function rotationChecks(makeProvider: MakeProvider): readonly Check[] {
  const check = trialCheck;
  return [
    check('behavior: `rejected` gives the new pair', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.rotate();
      backend.advance(60);
      assertSamePair(await ask({ rejected: true }), backend.current());
    }),

    check('behavior: all of a pair comes from one load', makeProvider, async ({ backend, ask }) => {
      backend.rotateOnLoad();
      for (let round = 0; round < 5; round += 1) {
        for (const pair of await Promise.all(Array.from({ length: 5 }, () => ask({ rejected: true })))) {
          assertOneSet(pair);
        }
        backend.advance(60);
      }
    }),

    check('behavior: a pair that is out does not change', makeProvider, async ({ backend, ask }) => {
      const pair = await ask();
      const before = keysOf(pair);
      backend.rotate();
      backend.advance(60);
      await ask({ rejected: true });
      assert.deepEqual(keysOf(pair), before);
    }),

    check('behavior: a backend that works again is asked again', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.fail();
      backend.advance(60);
      // Whether an old pair may still be given is the business of the source.
      await ask({ rejected: true }).catch(() => {});
      backend.repair();
      backend.rotate();
      backend.advance(120);
      assertSamePair(await ask({ rejected: true }), backend.current());
    }),
  ];
}
