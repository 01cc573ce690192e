import { describe, expect, it } from 'vitest';
import { timerMs } from './timer-ms.ts';

describe('timerMs', () => {
  it.each([
    [0.5, 1],
    [1000.5, 1001],
    [30_000, 30_000],
    [2 ** 31, 2 ** 31 - 1],
    [Number.POSITIVE_INFINITY, 2 ** 31 - 1],
  ])('default: %d ms becomes %d', (given, expected) => {
    expect(timerMs(given)).toBe(expected);
  });

  it.each([0, -5, Number.NaN, 'soon' as unknown as number])('error: %s', (given) => {
    const error = { code: 'InvalidOption', phase: 'config', message: expect.stringContaining(`waitMs is ${given}`) };
    expect(() => timerMs(given, 'waitMs')).toThrow(expect.objectContaining(error));
  });
});
