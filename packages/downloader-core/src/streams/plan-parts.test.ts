import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
