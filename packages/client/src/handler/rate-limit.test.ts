import { describe, expect, it } from 'vitest';
import { tokenBucket } from './rate-limit.ts';

describe('tokenBucket', () => {
  it('default: 30 requests at once, then one per second', () => {
    let nowMs = 0;
    const limit = tokenBucket({ now: () => nowMs });
    for (let count = 0; count < 30; count += 1) expect(limit('a')).toEqual({ allowed: true, retryAfterSeconds: 0 });
    expect(limit('a')).toEqual({ allowed: false, retryAfterSeconds: 1 });
    nowMs += 999;
    expect(limit('a')).toMatchObject({ allowed: false });
    nowMs += 1;
    expect([limit('a'), limit('a')]).toMatchObject([{ allowed: true }, { allowed: false }]);
  });

  it('behavior: the tokens do not exceed the capacity', () => {
    let nowMs = 0;
    const limit = tokenBucket({ capacity: 2, now: () => nowMs });
    limit('a');
    nowMs += 3_600_000;
    expect([1, 2, 3].map(() => (limit('a') as { allowed: boolean }).allowed)).toEqual([true, true, false]);
  });

  it('behavior: if the clock is set back, the number of tokens stays the same', () => {
    let nowMs = 10_000;
    const limit = tokenBucket({ capacity: 2, now: () => nowMs });
    limit('a');
    nowMs = 0;
    expect([limit('a'), limit('a')]).toMatchObject([{ allowed: true }, { allowed: false }]);
  });

  it('option: maxCallers drops only the least recent caller', () => {
    const limit = tokenBucket({ capacity: 1, maxCallers: 2, now: () => 0 });
    for (const caller of ['a', 'b']) limit(caller);
    expect(limit('a')).toMatchObject({ allowed: false });
    limit('c');
    expect([limit('a'), limit('b')]).toMatchObject([{ allowed: false }, { allowed: true }]);
  });

  it.each([
    { capacity: 0.5 },
    { capacity: Number.NaN },
    { refillPerSecond: 0 },
    { refillPerSecond: Number.POSITIVE_INFINITY },
    { maxCallers: 0 },
    { now: 0 as never },
  ])('error: %j', (options) => {
    expect(() => tokenBucket(options)).toThrow(expect.objectContaining({ code: 'InvalidOption' }));
  });
});
