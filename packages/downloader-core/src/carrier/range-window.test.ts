import { describe, expect, it } from 'vitest';
import { createRangeWindow } from './range-window.ts';

const bytes = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]);

describe('createRangeWindow', () => {
  it('default: selects everything, without copying', () => {
    const range = createRangeWindow(100);
    expect(range.select(bytes)).toBe(bytes);
    expect([range.position(), range.isFull(), range.isSkipping()]).toEqual([108, false, false]);
  });

  it('behavior: skips the bytes before the range, if the body starts at zero', () => {
    const range = createRangeWindow(10);
    range.startAtZero();
    expect([...range.select(bytes)]).toEqual([]);
    expect(range.isSkipping()).toBe(true);
    expect([...range.select(bytes)]).toEqual([2, 3, 4, 5, 6, 7]);
    expect([range.position(), range.isSkipping()]).toEqual([16, false]);
  });

  it('behavior: selects nothing after the limit', () => {
    const range = createRangeWindow(0);
    expect(range.shorten(3)).toBe(3);
    expect([...range.select(bytes)]).toEqual([0, 1, 2]);
    expect(range.isFull()).toBe(true);
    expect([...range.select(bytes)]).toEqual([]);
  });

  it('behavior: the limit is never below the position, and never increases', () => {
    const range = createRangeWindow(0);
    range.select(bytes);
    expect(range.shorten(3)).toBe(8);
    expect(range.shorten(20)).toBe(8);
  });
});
