import { describe, expect, it } from 'vitest';
import { createRangeWindow } from './range-window.ts';

const bytes = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]);

describe('createRangeWindow', () => {
  it('default: selects everything, without copying', () => {
    const range = createRangeWindow(100);
    expect(range.take(bytes)).toBe(bytes);
    expect([range.position(), range.isFull(), range.isAhead()]).toEqual([108, false, false]);
  });

  it('behavior: skips the bytes before the range, if the body starts at zero', () => {
    const range = createRangeWindow(10);
    range.beginAtZero();
    expect([...range.take(bytes)]).toEqual([]);
    expect(range.isAhead()).toBe(true);
    expect([...range.take(bytes)]).toEqual([2, 3, 4, 5, 6, 7]);
    expect([range.position(), range.isAhead()]).toEqual([16, false]);
  });

  it('behavior: selects nothing after the limit', () => {
    const range = createRangeWindow(0);
    expect(range.shorten(3)).toBe(3);
    expect([...range.take(bytes)]).toEqual([0, 1, 2]);
    expect(range.isFull()).toBe(true);
    expect([...range.take(bytes)]).toEqual([]);
  });

  it('behavior: the limit is never below the position, and never increases', () => {
    const range = createRangeWindow(0);
    range.take(bytes);
    expect(range.shorten(3)).toBe(8);
    expect(range.shorten(20)).toBe(8);
  });
});
