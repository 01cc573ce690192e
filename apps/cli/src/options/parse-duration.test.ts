import { describe, expect, it } from 'vitest';
import { parseDuration } from './parse-duration.ts';

describe('parseDuration', () => {
  it.each([
    ['900', 900],
    ['90s', 90],
    ['30m', 1800],
    ['12h', 43_200],
    ['7d', 604_800],
    ['1h30m', 5400],
    ['1d2h3m4s', 93_784],
    ['0', 0],
  ])('default: %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', ' ', '-5', '1.5h', '30 m', '5M', '1m1h', 'h', '1e3', '٣'])('error: %j', (text) => {
    expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: 'InvalidTimeSpan', phase: 'config' }));
  });
});
