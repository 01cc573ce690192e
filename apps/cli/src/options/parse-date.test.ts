import { describe, expect, it } from 'vitest';
import { parseDate } from './parse-date.ts';

describe('parseDate', () => {
  it.each([
    ['2030-01-31', '2030-01-31T00:00:00.000Z'],
    ['2030-01-31T18:00Z', '2030-01-31T18:00:00.000Z'],
    ['2030-01-31T18:00:01.5Z', '2030-01-31T18:00:01.500Z'],
    ['2030-01-31T18:00:00+08:00', '2030-01-31T10:00:00.000Z'],
  ])('default: %s', (text, iso) => {
    expect(parseDate(text).toISOString()).toBe(iso);
  });

  it.each([
    '',
    'tomorrow',
    '2030',
    '2030-13-01',
    '2026-11-31',
    '2027-02-29T00:00Z',
    '2030-01-31T18:00:00',
    '31.01.2030',
    '1900000000',
  ])('error: %j', (text) => {
    expect(() => parseDate(text)).toThrow(expect.objectContaining({ code: 'InvalidDate' }));
  });
});
