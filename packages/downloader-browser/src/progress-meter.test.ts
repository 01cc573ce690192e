import { expect, it } from 'vitest';
import { createProgressMeter } from './progress-meter.ts';

it('default: rate and remaining time', () => {
  let nowMs = 0;
  const measure = createProgressMeter({ now: () => nowMs });
  expect(measure({ durableBytes: 100, totalBytes: 1100 })).toMatchObject({
    bytesPerSecond: 0,
    remainingSeconds: undefined,
  });
  nowMs = 2_000;
  expect(measure({ durableBytes: 500, totalBytes: 1100 })).toMatchObject({ bytesPerSecond: 200, remainingSeconds: 3 });
});

it('behavior: the rate drops to 0 during a stall and recovers with the first bytes', () => {
  let nowMs = 0;
  const measure = createProgressMeter({ now: () => nowMs });
  measure({ durableBytes: 0, totalBytes: 10_000 });
  nowMs = 1_000;
  const last = measure({ durableBytes: 1_000, totalBytes: 10_000 });
  for (nowMs = 2_000; nowMs <= 6_000; nowMs += 1_000) measure(last);
  expect(measure(last)).toMatchObject({ bytesPerSecond: 0, remainingSeconds: undefined });
  nowMs = 8_000;
  expect(measure({ durableBytes: 2_000, totalBytes: 10_000 }).bytesPerSecond).toBeGreaterThan(0);
});

it('option: windowMs; the rate is the average over this period', () => {
  let nowMs = 10_000;
  const measure = createProgressMeter({ now: () => nowMs, windowMs: 2_000 });
  const rates = [0, 100, 300, 600, 1_000].map((durableBytes) => {
    const { bytesPerSecond } = measure({ durableBytes, totalBytes: 10_000 });
    nowMs += 1_000;
    return bytesPerSecond;
  });
  expect(rates).toEqual([0, 100, 150, 250, 350]);
});
