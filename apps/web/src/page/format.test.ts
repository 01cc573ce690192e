import { expect, it } from 'vitest';
import { formatBytes, formatElapsed, formatMomentsIn, formatSpan } from './format.ts';

it('default: sizes have three digits, also when they round up to the next unit', () => {
  const sizes = [0, 1, 999, 1_000, 999_499, 999_500, 2_100_000, 16_777_216, 999_999_999_999];
  expect(sizes.map((bytes) => formatBytes(bytes, 'en'))).toEqual([
    ...['0 bytes', '1 byte', '999 bytes', '1.00 kB', '999 kB', '1.00 MB', '2.10 MB', '16.8 MB', '1.00 TB'],
  ]);
});

it('default: elapsed time shows tenths below 10 seconds, and never 0', () => {
  expect([0.001, 0.42, 9.96, 75].map((seconds) => formatElapsed(seconds, 'en'))).toEqual([
    '0.1 sec',
    '0.4 sec',
    '10 sec',
    '1 min 15 sec',
  ]);
});

it('default: spans in words, in each language', () => {
  expect([60, 900, 604_800].map((seconds) => formatSpan(seconds, 'en'))).toEqual(['1 minute', '15 minutes', '7 days']);
  expect([formatSpan(900, 'zh'), formatSpan(43_200, 'ja')]).toEqual(['15分钟', '12 時間']);
});

it('default: ISO timestamps in a text', () => {
  const text = formatMomentsIn('It ended at 2026-01-05T09:15:00.000Z; not at 2026-99-99T00:00:00Z.', 'en');
  expect(text).toMatch(/^It ended at Jan \d, 2026, .*; not at 2026-99-99T00:00:00Z\.$/);
});
