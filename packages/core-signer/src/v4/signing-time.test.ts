import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatSigningTime } from './signing-time.ts';

it('default: is the ISO date without punctuation and milliseconds', () => {
  const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (now) => {
      expect(formatSigningTime(now)).toBe(now.toISOString().replace(/[-:]|\.\d+/g, ''));
    }),
  );
});

it('behavior: hours before 10 are padded with zeros', () => {
  expect(formatSigningTime(new Date('2026-01-02T00:00:05Z'))).toBe('20260102T000005Z');
});
