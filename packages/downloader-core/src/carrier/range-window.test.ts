import { describe, expect, it } from 'vitest';
import { createRangeWindow } from './range-window.ts';

const bytes = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]);

describe('createRangeWindow', () => {
  it('default: everything is wanted, and nothing is copied', () => {
    const range = createRangeWindow(100);
    expect(range.take(bytes)).toBe(bytes);
    expect([range.position(), range.isFull(), range.isAhead()]).toEqual([108, false, false]);
  });

  it('behavior: of a body that begins at zero, what lies before the range is passed over', () => {
    const range = createRangeWindow(10);
    range.beginAtZero();
    expect([...range.take(bytes)]).toEqual([]);
    expect(range.isAhead()).toBe(true);
    expect([...range.take(bytes)]).toEqual([2, 3, 4, 5, 6, 7]);
    expect([range.position(), range.isAhead()]).toEqual([16, false]);
  });

  it('behavior: behind the limit nothing is wanted', () => {
    const range = createRangeWindow(0);
    expect(range.shorten(3)).toBe(3);
    expect([...range.take(bytes)]).toEqual([0, 1, 2]);
    expect(range.isFull()).toBe(true);
    expect([...range.take(bytes)]).toEqual([]);
  });

  it('behavior: the limit is never before what has come, and never goes up', () => {
    const range = createRangeWindow(0);
    range.take(bytes);
    expect(range.shorten(3)).toBe(8);
    expect(range.shorten(20)).toBe(8);
  });
});
