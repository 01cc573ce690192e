import type { Credentials, CredentialsRequest } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { cached } from './cached.ts';
import { CredentialsError } from './credentials-error.ts';
import type { CredentialsSource } from './credentials-source.ts';
import { settle } from './fake-source.test-support.ts';

/** Returns the cached pair; returns it and fetches a new one in the background; or waits for a fetch. */
type Decision = 'use' | 'refresh' | 'wait';

interface World {
  /** Sets the clock. The first pair is fetched at 0 and expires an hour later. Its refresh window starts at 3 300 000. */
  readonly at: (timeMs: number) => CredentialsSource;
  /** Sets the result of the next fetch. By default, fetches hang. */
  readonly plan: (outcome: Credentials | Error) => void;
  readonly isFetching: () => boolean;
}

const startMs = Date.parse('2026-03-01T00:00:00Z');
const pair: Credentials = { accessKeyId: 'id', accessKeySecret: 'secret', expiration: new Date(startMs + 3_600_000) };

function createWorld(): World {
  let timeMs = 0;
  let outcome: Credentials | Error | undefined;
  let fetches = 0;
  const source = async (): Promise<Credentials> => {
    fetches += 1;
    const planned = outcome;
    outcome = undefined;
    if (planned === undefined) return new Promise(() => {});
    fetches -= 1;
    if (planned instanceof Error) throw planned;
    return planned;
  };
  const provider = cached(source, { now: () => startMs + timeMs, random: () => 0.5 });
  return {
    at: (nextMs) => {
      timeMs = nextMs;
      return provider;
    },
    plan: (next) => {
      outcome = next;
    },
    isFetching: () => fetches > 0,
  };
}

async function decisionOf(world: World, request: CredentialsRequest, timeMs: number): Promise<Decision> {
  let isSettled = false;
  world
    .at(timeMs)(request)
    .then(() => {
      isSettled = true;
    });
  await settle();
  if (!isSettled) return 'wait';
  return world.isFetching() ? 'refresh' : 'use';
}

async function nothing(): Promise<void> {}

async function withPair({ at, plan }: World): Promise<void> {
  plan(pair);
  await at(0)();
}

/** There is a pair, and at `timeMs` a fetch for `request` had the result `outcome`, or is pending if there is none. */
function fetched(timeMs: number, request: CredentialsRequest, outcome?: Credentials | Error) {
  return async (world: World): Promise<void> => {
    await withPair(world);
    if (outcome !== undefined) world.plan(outcome);
    world
      .at(timeMs)(request)
      .catch(() => {});
    await settle();
  };
}

function errorWith(retryAfterMs: number): CredentialsError {
  return new CredentialsError({ source: 'test', code: 'RequestRefused', message: 'no', retryAfterMs });
}

const paused = fetched(3_300_000, {}, errorWith(100_000));
const long = { minLifetimeSeconds: 3000 };
const tooLong = { minLifetimeSeconds: 7200 };
const rejected = { rejected: true };

describe('cached', () => {
  it.each<[string, (world: World) => Promise<void>, CredentialsRequest, number, Decision]>([
    ['no pair', nothing, {}, 0, 'wait'],
    ['a valid pair', withPair, {}, 1_000, 'use'],
    ['just before the refresh window', withPair, {}, 3_299_999, 'use'],
    ['at the start of the refresh window', withPair, {}, 3_300_000, 'refresh'],
    ['in the refresh window, during a fetch', fetched(3_300_000, {}), {}, 3_300_001, 'refresh'],
    ['just before expiration', withPair, {}, 3_599_999, 'refresh'],
    ['an expired pair', withPair, {}, 3_600_000, 'wait'],

    ['during the pause after a failed fetch', paused, {}, 3_399_999, 'use'],
    ['after the pause after a failed fetch', paused, {}, 3_400_000, 'refresh'],
    ['an expired pair, during a pause', fetched(3_300_000, {}, errorWith(600_000)), {}, 3_600_000, 'wait'],
    ['during a back-off longer than retryAfterMs', fetched(3_300_000, {}, errorWith(100)), {}, 3_300_499, 'use'],
    ['after a back-off longer than retryAfterMs', fetched(3_300_000, {}, errorWith(100)), {}, 3_300_500, 'refresh'],
    [
      'just before 10 minutes of a longer pause',
      fetched(1_000_000, long, errorWith(86_400_000)),
      long,
      1_599_999,
      'use',
    ],
    ['after 10 minutes of a longer pause', fetched(1_000_000, long, errorWith(86_400_000)), long, 1_600_000, 'wait'],

    ['the same pair, within a tenth of its remaining lifetime', fetched(1_600_000, long, pair), long, 1_799_999, 'use'],
    ['the same pair, after a tenth of its remaining lifetime', fetched(1_600_000, long, pair), long, 1_800_000, 'wait'],
    ['the same pair, within 30 seconds', fetched(3_400_000, {}, pair), {}, 3_429_999, 'use'],
    ['the same pair, after 30 seconds', fetched(3_400_000, {}, pair), {}, 3_430_000, 'refresh'],

    ['rejected', withPair, rejected, 30_000, 'wait'],
    ['rejected, within 30 seconds of the fetch', withPair, rejected, 29_999, 'use'],
    ['rejected, during a fetch', fetched(30_000, rejected), rejected, 30_001, 'wait'],
    ['rejected, during a pause', paused, rejected, 3_350_000, 'wait'],

    ['the lifetime is just long enough', withPair, long, 600_000, 'use'],
    ['the lifetime is too short', withPair, long, 600_001, 'wait'],
    [
      'the lifetime is too short, within 30 seconds of the fetch',
      withPair,
      { minLifetimeSeconds: 3600 },
      29_999,
      'use',
    ],
    [
      'the lifetime is too short, during a fetch',
      fetched(30_000, rejected),
      { minLifetimeSeconds: 3600 },
      30_001,
      'wait',
    ],
    ['the lifetime is too short, during a pause', paused, long, 3_350_000, 'use'],
    ['even a new pair is too short-lived, within one refresh window', withPair, tooLong, 299_999, 'use'],
    ['even a new pair is too short-lived, after one refresh window', withPair, tooLong, 300_000, 'wait'],

    ['the clock was set back', withPair, {}, -1, 'refresh'],
    ['the clock was set back, during a pause', paused, {}, 3_299_999, 'refresh'],
    ['the clock was set back, and rejected', withPair, rejected, -1, 'refresh'],
  ])('behavior: %s', async (_name, setUp, request, timeMs, decision) => {
    const world = createWorld();
    await setUp(world);
    expect(await decisionOf(world, request, timeMs)).toBe(decision);
  });
});
