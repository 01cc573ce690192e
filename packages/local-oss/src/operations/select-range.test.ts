import { describe, expect, it } from 'vitest';
import { selectRange } from './select-range.ts';

function select(range: string, sizeBytes: number, extra: Record<string, string> = {}) {
  return selectRange(new Map(Object.entries({ range, ...extra })), sizeBytes);
}

const standard = { 'x-oss-range-behavior': 'standard' };

describe('selectRange', () => {
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-999', 0, 1000],
    ['bytes=10-19', 10, 20],
    ['bytes=990-', 990, 1000],
    ['bytes=0-', 0, 1000],
    ['bytes=-1', 999, 1000],
    ['bytes=-1000', 0, 1000],
  ])('default: %s', (range, start, end) => {
    expect(select(range, 1000)).toEqual({ start, end });
    expect(select(range, 1000, standard)).toEqual({ start, end });
  });

  it.each([
    'byte=0-499',
    'bytes=0-1000',
    'bytes=1000-2000',
    'bytes=1000-',
    'bytes=-2000',
    'bytes=-0',
    'bytes=5-4',
    'bytes=a-b',
    'bytes=-',
    'bytes=',
    'bytes 0-1',
    '',
  ])('behavior: "%s" is ignored for 1000 bytes', (range) => {
    expect(select(range, 1000)).toBeUndefined();
  });

  it('behavior: only the first of several ranges', () => {
    expect(select('bytes=0-1,5-6', 1000)).toEqual({ start: 0, end: 2 });
  });

  it('option: x-oss-range-behavior: standard clamps the end', () => {
    expect(select('bytes=0-1000', 1000, standard)).toEqual({ start: 0, end: 1000 });
    expect(select('bytes=999-99999', 1000, standard)).toEqual({ start: 999, end: 1000 });
  });

  it.each(['bytes=1000-2000', 'bytes=1000-'])('error: %s starts beyond the object, in standard mode', (range) => {
    expect(() => select(range, 1000, standard)).toThrow(
      expect.objectContaining({
        status: 416,
        code: 'InvalidRange',
        message: 'The requested range cannot be satisfied',
      }),
    );
  });

  it('error: more than 50 ranges', () => {
    const ranges = Array.from({ length: 51 }, (_, index) => `${index}-${index}`).join(',');
    expect(() => select(`bytes=${ranges}`, 1000, { 'x-oss-multi-range-behavior': 'multi-range' })).toThrow(
      expect.objectContaining({ code: 'MultiRangeFailed', ec: '0016-00000110' }),
    );
  });
});
