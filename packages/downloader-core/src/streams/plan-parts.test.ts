import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, defaultRetry, wait } from './backoff.ts';
import { choosePartBytes, minPartBytes, planParts } from './plan-parts.ts';
import { defaultTuning } from './stream-tuning.ts';

describe('planParts', () => {
  it('default: parts cover the holes exactly, in order, within the size limit', () => {
    const holes = fc
      .uniqueArray(fc.nat(10_000), { minLength: 2, maxLength: 20, size: 'max' })
      .map((edges) => edges.sort((left, right) => left - right))
      .map((edges) => edges.flatMap((end, index) => (index % 2 === 1 ? [{ start: edges[index - 1] ?? 0, end }] : [])));
    fc.assert(
      fc.property(holes, fc.integer({ min: 1, max: 500 }), (list, partBytes) => {
        const parts = planParts(list, partBytes);
        const offsets = (spans: readonly { start: number; end: number }[]) =>
          spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index));
        expect(offsets(parts)).toEqual(offsets(list));
        for (const { start, end } of parts) expect(end - start).toBeLessThanOrEqual(partBytes);
      }),
    );
  });
});

describe('choosePartBytes', () => {
  it('default: multiples of the minimum, within the limits', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 42 }), fc.integer({ min: 1, max: 256 }), (sizeBytes, parallel) => {
        const bytes = choosePartBytes(sizeBytes, parallel);
        expect(bytes % minPartBytes).toBe(0);
        expect(bytes).toBeGreaterThanOrEqual(minPartBytes);
        expect(bytes).toBeLessThanOrEqual(defaultTuning.maxPartBytes);
      }),
    );
  });
});

describe('choosePartBytes with expensive requests', () => {
  const tuning = { startStreams: 2, maxStreams: 6, partsPerStream: 1, maxPartBytes: 1024 * minPartBytes };

  it('behavior: one part per stream, within the limits', () => {
    expect(choosePartBytes(200 * minPartBytes, 2, tuning)).toBe(100 * minPartBytes);
    expect(choosePartBytes(10_000 * minPartBytes, 2, tuning)).toBe(1024 * minPartBytes);
    expect(choosePartBytes(1, 2, tuning)).toBe(minPartBytes);
  });
});

describe('backoffMs', () => {
  it.each([
    [1, 0, 100],
    [2, 0, 200],
    [20, 0, 10_000],
    [1, 3_000, 3_000],
    [20, 60_000, 60_000],
  ])(
    'default: after %i failures and a Retry-After of %i ms, waits %i ms at half jitter',
    (failures, retryAfterMs, expected) => {
      expect(backoffMs(defaultRetry, failures, retryAfterMs, () => 0.5)).toBe(expected);
    },
  );

  it('option: baseDelayMs 0 never waits, after any number of failures', () => {
    expect(backoffMs({ ...defaultRetry, baseDelayMs: 0 }, 2_000, 0, () => 0.5)).toBe(0);
  });

  it('option: maxDelayMs Infinity is never NaN, after any number of failures', () => {
    expect(backoffMs({ ...defaultRetry, maxDelayMs: Number.POSITIVE_INFINITY }, 2_000, 0, () => 0)).toBe(0);
  });
});

describe('wait', () => {
  it('behavior: rejects immediately with the reason of the signal', async () => {
    const stop = new AbortController();
    const waiting = wait(60_000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(wait(60_000, stop.signal)).rejects.toThrow('enough');
  });
});
