import assert from 'node:assert/strict';
import { assertNoSecret } from '../assert-no-secret.ts';
import type { Check } from '../test-runner.ts';
import { assertConsistentPair, assertSamePair } from './compare-pairs.ts';
import { errorOf } from './error-of.ts';
import { createFixture, fixtureCheck, type MakeProvider } from './fixture.ts';

/** Checks for every source. */
export function pairChecks(makeProvider: MakeProvider): readonly Check[] {
  const check = fixtureCheck;
  return [
    check('behavior: ID, secret and token are returned unchanged', makeProvider, async ({ backend, ask }) => {
      assertSamePair(await ask(), backend.current());
    }),

    check('behavior: every kind of request returns a complete pair', makeProvider, async ({ backend, ask }) => {
      backend.rotateOnLoad();
      const { signal } = new AbortController();
      for (const rejected of [false, true])
        assertConsistentPair(await ask({ rejected, minLifetimeSeconds: 60, signal }));
      assertConsistentPair(await ask({ minLifetimeSeconds: 1e6 }));
    }),

    check('behavior: two sources are independent', makeProvider, async (first) => {
      const second = createFixture(makeProvider, 'b');
      try {
        assertSamePair(await first.ask(), first.backend.current());
        assertSamePair(await second.ask(), second.backend.current());
        assertSamePair(await first.ask(), first.backend.current());
      } finally {
        await second.backend.clean();
      }
    }),

    check(
      'behavior: changes to a returned pair do not affect other callers',
      makeProvider,
      async ({ backend, ask }) => {
        const pair = await ask();
        for (const name of ['accessKeyId', 'accessKeySecret', 'securityToken']) Reflect.set(pair, name, 'overwritten');
        pair.expiration?.setTime(0);
        const next = await ask();
        assertSamePair(next, backend.current());
        assert.notEqual(next.expiration?.getTime(), 0, 'The expiration was overwritten.');
      },
    ),

    check('error: the backend fails', makeProvider, async ({ backend, ask }) => {
      backend.fail();
      assertNoSecret(await errorOf(ask));
    }),

    ...(['accessKeyId', 'accessKeySecret'] as const).map((name) =>
      check(`error: the pair has no ${name}`, makeProvider, async ({ backend, ask }) => {
        backend.change({ [name]: '' });
        assertNoSecret(await errorOf(ask));
      }),
    ),

    check('behavior: the source itself reveals no secret', makeProvider, async ({ ask, provider }) => {
      await ask();
      assertNoSecret(await provider());
    }),
  ];
}
