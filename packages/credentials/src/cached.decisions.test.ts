import type { Credentials, CredentialsRequest } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { cached } from './cached.ts';
import { CredentialsError } from './credentials-error.ts';
import type { CredentialsSource } from './credentials-source.ts';
import { settle } from './fake-source.test-support.ts';

/** The held pair is given; it is given while a new one is fetched; a fetch is waited for. */
type Decision = 'use' | 'refresh' | 'wait';

interface World {
  /** Sets the clock: the first pair comes at 0, and ends an hour later. Its window begins at 3 300 000. */
  readonly at: (timeMs: number) => CredentialsSource;
  /** What the next fetch comes to. Without a plan, it goes on for ever. */
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
  let isGiven = false;
  world
    .at(timeMs)(request)
    .then(() => {
      isGiven = true;
    });
  await settle();
  if (!isGiven) return 'wait';
  return world.isFetching() ? 'refresh' : 'use';
}

async function nothing(): Promise<void> {}

async function held({ at, plan }: World): Promise<void> {
  plan(pair);
  await at(0)();
}

/** A pair is held, and at `timeMs` a fetch for `request` came to `outcome`, or is still under way. */
function fetched(timeMs: number, request: CredentialsRequest, outcome?: Credentials | Error) {
  return async (world: World): Promise<void> => {
    await held(world);
    if (outcome !== undefined) world.plan(outcome);
    world
      .at(timeMs)(request)
      .catch(() => {});
    await settle();
  };
}

function comeBack(retryAfterMs: number): CredentialsError {
  return new CredentialsError({ source: 'test', code: 'RequestRefused', message: 'no', retryAfterMs });
}

const resting = fetched(3_300_000, {}, comeBack(100_000));
const long = { minLifetimeSeconds: 3000 };
const tooLong = { minLifetimeSeconds: 7200 };
const rejected = { rejected: true };

describe('cached', () => {
  it.each<[string, (world: World) => Promise<void>, CredentialsRequest, number, Decision]>([
    ['nothing is held', nothing, {}, 0, 'wait'],
    ['the pair is good', held, {}, 1_000, 'use'],
    ['the window has not begun', held, {}, 3_299_999, 'use'],
    ['the window has begun', held, {}, 3_300_000, 'refresh'],
    ['the window has begun, and a fetch is under way', fetched(3_300_000, {}), {}, 3_300_001, 'refresh'],
    ['the last moment', held, {}, 3_599_999, 'refresh'],
    ['the pair has ended', held, {}, 3_600_000, 'wait'],

    ['a fetch has failed, in its rest', resting, {}, 3_399_999, 'use'],
    ['a fetch has failed, after its rest', resting, {}, 3_400_000, 'refresh'],
    ['a fetch has failed, and the pair has ended', fetched(3_300_000, {}, comeBack(600_000)), {}, 3_600_000, 'wait'],
    ['a rest shorter than the back-off', fetched(3_300_000, {}, comeBack(100)), {}, 3_300_499, 'use'],
    ['after a rest shorter than the back-off', fetched(3_300_000, {}, comeBack(100)), {}, 3_300_500, 'refresh'],
    ['a rest of more than 10 minutes', fetched(1_000_000, long, comeBack(86_400_000)), long, 1_599_999, 'use'],
    ['10 minutes of a longer rest', fetched(1_000_000, long, comeBack(86_400_000)), long, 1_600_000, 'wait'],

    ['the same pair came, a tenth ago', fetched(1_600_000, long, pair), long, 1_799_999, 'use'],
    ['the same pair came, more than a tenth ago', fetched(1_600_000, long, pair), long, 1_800_000, 'wait'],
    ['the same pair came, not yet 30 seconds ago', fetched(3_400_000, {}, pair), {}, 3_429_999, 'use'],
    ['the same pair came, 30 seconds ago', fetched(3_400_000, {}, pair), {}, 3_430_000, 'refresh'],

    ['the pair was refused', held, rejected, 30_000, 'wait'],
    ['the pair was refused, soon after it came', held, rejected, 29_999, 'use'],
    ['the pair was refused, and a fetch is under way', fetched(30_000, rejected), rejected, 30_001, 'wait'],
    ['the pair was refused, in a rest', resting, rejected, 3_350_000, 'wait'],

    ['long enough', held, long, 600_000, 'use'],
    ['not long enough', held, long, 600_001, 'wait'],
    ['not long enough, soon after it came', held, { minLifetimeSeconds: 3600 }, 29_999, 'use'],
    [
      'not long enough, and a fetch is under way',
      fetched(30_000, rejected),
      { minLifetimeSeconds: 3600 },
      30_001,
      'wait',
    ],
    ['not long enough, in a rest', resting, long, 3_350_000, 'use'],
    ['longer than any pair lives', held, tooLong, 299_999, 'use'],
    ['longer than any pair lives, after a window', held, tooLong, 300_000, 'wait'],

    ['the clock was set back', held, {}, -1, 'refresh'],
    ['the clock was set back, in a rest', resting, {}, 3_299_999, 'refresh'],
    ['the clock was set back, and the pair was refused', held, rejected, -1, 'refresh'],
  ])('behavior: %s', async (_name, past, request, timeMs, decision) => {
    const world = createWorld();
    await past(world);
    expect(await decisionOf(world, request, timeMs)).toBe(decision);
  });
});
