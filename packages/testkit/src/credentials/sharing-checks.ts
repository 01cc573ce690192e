import assert from 'node:assert/strict';
import { assertNoSecret } from '../assert-no-secret.ts';
import type { Check } from '../test-runner.ts';
import { assertSamePair } from './compare-pairs.ts';
import { errorOf } from './error-of.ts';
import { fixtureCheck, type MakeProvider } from './fixture.ts';

/** Checks for sources that cache their pair for all callers. */
export function sharingChecks(makeProvider: MakeProvider): readonly Check[] {
  const check = fixtureCheck;
  return [
    check('behavior: the source uses the clock of the suite', makeProvider, async ({ backend, ask }) => {
      await ask();
      assert.ok(backend.isNowUsed(), 'Pass `now` of the backend to the source: other checks move this clock.');
    }),

    check('behavior: a thousand concurrent callers cause one load', makeProvider, async ({ backend, ask }) => {
      const asking = Promise.all(Array.from({ length: 1000 }, () => ask()));
      for (const pair of await asking) assertSamePair(pair, backend.current());
      assert.equal(backend.loads(), 1);
    }),

    check('behavior: a valid pair is not loaded again', makeProvider, async ({ backend, ask }) => {
      for (let round = 0; round < 10; round += 1) await ask();
      assert.equal(backend.loads(), 1);
    }),

    check('behavior: `rejected` loads again, once for all callers', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.rotate();
      backend.advance(60);
      const pairs = await Promise.all(Array.from({ length: 10 }, () => ask({ rejected: true })));
      for (const pair of pairs) assertSamePair(pair, backend.current());
      assert.equal(backend.loads(), 2);
    }),

    check('behavior: a failed load is not cached', makeProvider, async ({ backend, ask }) => {
      backend.fail();
      const outcomes = await Promise.allSettled([ask(), ask()]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['rejected', 'rejected'],
      );
      backend.repair();
      assertSamePair(await ask(), backend.current());
    }),

    check('behavior: an abort by one caller does not affect the others', makeProvider, async ({ backend, ask }) => {
      const release = backend.hold();
      const controller = new AbortController();
      const leaving = ask({ signal: controller.signal }).catch(() => undefined);
      const staying = ask();
      // Do not wait for a source that fails before it loads anything.
      await Promise.race([backend.loadStarted, staying]);
      controller.abort(new Error('The caller left.'));
      release();
      assertSamePair(await staying, backend.current());
      await leaving;
      assertSamePair(await ask(), backend.current());
      assert.equal(backend.loads(), 1);
    }),

    check('behavior: an expired pair is replaced', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.advance(3600);
      backend.rotate();
      assertSamePair(await ask(), backend.current());
    }),

    check('behavior: a pair that expires before `minLifetimeSeconds` is replaced', makeProvider, async (fixture) => {
      const { backend, ask } = fixture;
      await ask();
      backend.advance(3000);
      backend.rotate();
      assertSamePair(await ask({ minLifetimeSeconds: 1800 }), backend.current());
    }),

    check('error: the pair has expired, and there is no new one', makeProvider, async ({ backend, ask }) => {
      await ask();
      backend.fail();
      backend.advance(3600);
      assertNoSecret(await errorOf(ask));
    }),

    check('error: the backend returns an expired pair', makeProvider, async ({ backend, ask }) => {
      backend.change({ expiration: new Date(backend.now() - 1000) });
      assertNoSecret(await errorOf(ask));
    }),
  ];
}
