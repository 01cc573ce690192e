import { describe, expect, it } from 'vitest';
import { median, medianRatio } from './median.ts';
import { judge } from './target.ts';

describe('median', () => {
  it('default: the middle value, in any order', () => {
    expect(median([9, 1, 10])).toBe(9);
  });

  it('behavior: the mean of the two middle values', () => {
    expect(median([4, 1, 2, 10])).toBe(3);
  });
});

describe('medianRatio', () => {
  it('default: compares within each round', () => {
    // A slow round affects both, so the ratio is 2 in every round.
    expect(medianRatio([2, 20, 4], [1, 10, 2])).toBe(2);
  });
});

describe('judge', () => {
  it.each([
    [7, { atLeast: 7 }, '≥ 7: met'],
    [6.9, { atLeast: 7 }, '≥ 7: MISSED'],
    [1.5, { atMost: 1.5 }, '≤ 1.5: met'],
    [1.6, { atMost: 1.5 }, '≤ 1.5: MISSED'],
  ] as const)('default: %d against %o', (value, target, expected) => {
    expect(judge(value, target)).toBe(expected);
  });
});
