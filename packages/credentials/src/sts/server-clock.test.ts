import { describe, expect, it } from 'vitest';
import { serverClock } from './server-clock.ts';

const localMs = Date.parse('2026-03-01T00:00:00Z');

describe('serverClock', () => {
  it.each([
    ['Sun, 01 Mar 2026 00:05:01 GMT', true, 301_000],
    ['Sat, 28 Feb 2026 23:54:59 GMT', true, -301_000],
    ['Sun, 01 Mar 2026 00:05:00 GMT', false, 0],
    ['Sat, 28 Feb 2026 23:55:00 GMT', false, 0],
    ['soon', false, 0],
    [null, false, 0],
  ])('behavior: the date %s', (date, isAdjusted, offsetMs) => {
    const clock = serverClock(() => localMs);
    expect(clock.adjust(date)).toBe(isAdjusted);
    expect(clock.now() - localMs).toBe(offsetMs);
  });

  it('behavior: is compared with the adjusted time from then on', () => {
    const clock = serverClock(() => localMs);
    expect(clock.adjust('Sun, 01 Mar 2026 02:00:00 GMT')).toBe(true);
    expect(clock.adjust('Sun, 01 Mar 2026 02:04:00 GMT')).toBe(false);
    expect(clock.adjust('Sun, 01 Mar 2026 00:00:00 GMT')).toBe(true);
    expect(clock.now()).toBe(localMs);
  });
});
