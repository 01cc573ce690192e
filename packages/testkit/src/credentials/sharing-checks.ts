import assert from 'node:assert/strict';
import type { Check } from '../test-runner.ts';
import { assertSamePair } from './compare-pairs.ts';
import { type MakeProvider, trialCheck } from './trial.ts';

/** What is asked of a source that keeps its pair and lets its callers share it. */
export function sharingChecks(makeProvider: MakeProvider): readonly Check[] {
  const check = trialCheck;
  return [
    check('behavior: a thousand callers at once are one load', makeProvider, async ({ backend, ask }) => {
      const asking = Promise.all(Array.from({ length: 1000 }, () => ask()));
      for (const pair of await asking) assertSamePair(pair, backend.current());
      assert.equal(backend.loads(), 1);
    }),

    check('behavior: a pair that is good is not loaded again', makeProvider, async ({ backend, ask }) => {
      for (let round = 0; round < 10; round += 1) await ask();
      assert.equal(backend.loads(), 1);
    }),

    check('behavior: `rejected` loads again, once for all', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.rotate();
      backend.advance(60);
      const pairs = await Promise.all(Array.from({ length: 10 }, () => ask({ rejected: true })));
      for (const pair of pairs) assertSamePair(pair, backend.current());
      assert.equal(backend.loads(), 2);
    }),

    check('behavior: a failed load is not kept', makeProvider, async ({ backend, ask }) => {
      backend.fail();
      const outcomes = await Promise.allSettled([ask(), ask()]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['rejected', 'rejected'],
      );
      backend.repair();
      assertSamePair(await ask(), backend.current());
    }),

    check('behavior: the abort of one caller leaves the others alone', makeProvider, async ({ backend, ask }) => {
      const release = backend.hold();
      const controller = new AbortController();
      const leaving = ask({ signal: controller.signal }).catch(() => undefined);
      const staying = ask();
      // A source that fails before it loads anything must not be waited for.
      await Promise.race([backend.begun, staying]);
      controller.abort(new Error('The caller left.'));
      release();
      assertSamePair(await staying, backend.current());
      await leaving;
      assertSamePair(await ask(), backend.current());
      assert.equal(backend.loads(), 1);
    }),

    check('behavior: a pair that has ended is replaced', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.advance(3600);
      backend.rotate();
      assertSamePair(await ask(), backend.current());
    }),

    check('error: the pair has ended, and there is no new one', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.fail();
      backend.advance(3600);
      await assert.rejects(ask());
    }),

    check('error: the backend gives a pair that has ended', makeProvider, async ({ backend, ask }) => {
      backend.change({ expiration: new Date(backend.now() - 1000) });
      await assert.rejects(ask());
    }),
  ];
}
