import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRange, applyChange, fillCells, type Range, receivedBytesIn, removeRange } from './received-ranges.ts';

const join = (...ranges: readonly Range[]): readonly Range[] => ranges.reduce<readonly Range[]>(addRange, []);

describe('addRange', () => {
  it('default: adjacent ranges are merged', () => {
    expect(join([0, 10], [20, 30], [10, 20])).toEqual([[0, 30]]);
    expect(join([20, 30], [0, 10])).toEqual([
      [0, 10],
      [20, 30],
    ]);
  });

  it('behavior: contains the same bytes as a set, in sorted and disjoint ranges', () => {
    const range = fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 12 }))
      .map(([start, size]): Range => [start, start + size]);
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const joined = join(...ranges);
        const bytesOf = (list: readonly Range[]) =>
          new Set(list.flatMap(([start, end]) => Array.from({ length: end - start }, (_, index) => start + index)));
        expect([...bytesOf(joined)].sort()).toEqual([...bytesOf(ranges)].sort());
        for (const [index, [start]] of joined.entries()) {
          expect(start).toBeGreaterThan(joined[index - 1]?.[1] ?? -1);
        }
      }),
    );
  });
});

describe('removeRange', () => {
  it('default: removes bytes at the ends and in the middle', () => {
    const ranges: readonly Range[] = [
      [0, 10],
      [20, 30],
    ];
    expect(removeRange(ranges, [5, 25])).toEqual([
      [0, 5],
      [25, 30],
    ]);
    expect(removeRange([[0, 10]], [4, 6])).toEqual([
      [0, 4],
      [6, 10],
    ]);
    expect(removeRange(ranges, [0, 30])).toEqual([]);
    expect(removeRange(ranges, [10, 20])).toEqual(ranges);
  });

  it('behavior: a range requested again is missing until it is received', () => {
    const requested = applyChange([[0, 30]], { range: [10, 30], isReceived: false });
    expect(requested).toEqual([[0, 10]]);
    expect(applyChange(requested, { range: [10, 15], isReceived: true })).toEqual([[0, 15]]);
  });
});

describe('fillCells', () => {
  it('default: the received fraction of each cell', () => {
    expect(fillCells([[0, 15]], 40, 4)).toEqual([1, 0.5, 0, 0]);
    expect(fillCells([], 40, 2)).toEqual([0, 0]);
  });

  it('behavior: an empty object is complete', () => {
    expect(fillCells([], 0, 2)).toEqual([1, 1]);
  });
});

describe('receivedBytesIn', () => {
  it('default: counts received bytes, not those that are requested again', () => {
    const changes = [
      { range: [10, 20], isReceived: true },
      { range: [10, 30], isReceived: false },
      { range: [10, 15], isReceived: true },
    ] as const;
    expect(receivedBytesIn(changes)).toBe(15);
  });
});
