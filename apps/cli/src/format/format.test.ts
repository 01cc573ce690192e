import { describe, expect, it } from 'vitest';
import { formatBytes, formatSpeed } from './format-bytes.ts';
import { formatDuration } from './format-duration.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [9994, '9.99 kB'],
    [9995, '10.0 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [126_595_440, '127 MB'],
    [10 * 1024 ** 3, '10.7 GB'],
    [5e18, '5000 PB'],
  ])('default: %i', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatSpeed', () => {
  it('default: bytes per second', () => {
    expect(formatSpeed(3_000_000, 1500)).toBe('2.00 MB/s');
  });

  it('behavior: zero for a duration of zero', () => {
    expect(formatSpeed(100, 0)).toBe('0 B/s');
  });
});

describe('formatDuration', () => {
  it.each([
    [0.34, '0.3 ms'],
    [420, '0.42 s'],
    [9_990, '9.99 s'],
    [12_340, '12.3 s'],
    [60_000, '1 min'],
    [900_000, '15 min'],
    [61_400, '1 min 1 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '1 day'],
    [604_800_000, '7 days'],
  ])('default: %d ms', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});
