import assert from 'node:assert/strict';
import type { Check } from '../test-runner.ts';
import { assertOneSet, assertSamePair } from './compare-pairs.ts';
import { assertShowsNoSecret } from './shown-text.ts';
import { type MakeProvider, openTrial, trialCheck } from './trial.ts';

/** What is asked of every source. */
export function pairChecks(makeProvider: MakeProvider): readonly Check[] {
  const check = trialCheck;
  return [
    check('behavior: ID, secret and token come out as they went in', makeProvider, async ({ backend, ask }) => {
      assertSamePair(await ask(), backend.current());
    }),

    check('behavior: a pair comes whatever is wished for', makeProvider, async ({ backend, ask }) => {
      backend.rotateOnLoad();
      const { signal } = new AbortController();
      for (const rejected of [false, true]) assertOneSet(await ask({ rejected, minLifetimeSeconds: 60, signal }));
      assertOneSet(await ask({ minLifetimeSeconds: 1e6 }));
    }),

    check('behavior: two sources share nothing', makeProvider, async (first) => {
      const second = openTrial(makeProvider, 'b');
      try {
        assertSamePair(await first.ask(), first.backend.current());
        assertSamePair(await second.ask(), second.backend.current());
        assertSamePair(await first.ask(), first.backend.current());
      } finally {
        await second.backend.clean();
      }
    }),

    check('behavior: what is written to a pair reaches no other caller', makeProvider, async ({ backend, ask }) => {
      const pair = await ask();
      for (const name of ['accessKeyId', 'accessKeySecret', 'securityToken']) Reflect.set(pair, name, 'overwritten');
      pair.expiration?.setTime(0);
      const next = await ask();
      assertSamePair(next, backend.current());
      assert.notEqual(next.expiration?.getTime(), 0, 'The end of the pair was overwritten.');
    }),

    check('error: the backend is out of order', makeProvider, async ({ backend, ask }) => {
      backend.fail();
      await errorOf(ask);
    }),

    ...(['accessKeyId', 'accessKeySecret'] as const).map((name) =>
      check(`error: half a pair, without ${name}`, makeProvider, async ({ backend, ask }) => {
        backend.change({ [name]: '' });
        assertShowsNoSecret(await errorOf(ask));
      }),
    ),

    check('behavior: the source itself shows no secret', makeProvider, async ({ ask, provider }) => {
      await ask();
      assertShowsNoSecret(await provider());
    }),
  ];
}

/** The error with which asking ends; fails when there is none. */
async function errorOf(ask: () => Promise<unknown>): Promise<Error> {
  const outcome = await ask().catch((error: unknown) => ({ error }));
  assert.ok(typeof outcome === 'object' && outcome !== null && 'error' in outcome, 'The source gave a pair.');
  assert.ok(outcome.error instanceof Error, 'What the source threw is no error.');
  return outcome.error;
}
