import { describe, expect, it } from 'vitest';
import { parseExpiration } from './parse-expiration.ts';

describe('parseExpiration', () => {
  it.each<[unknown, string]>([
    ['2015-04-09T11:52:19Z', '2015-04-09T11:52:19.000Z'],
    ['2015-04-09T19:52:19+08:00', '2015-04-09T11:52:19.000Z'],
    ['2015-04-09T06:22:19-0530', '2015-04-09T11:52:19.000Z'],
    ['2015-04-09T11:52:19.1Z', '2015-04-09T11:52:19.100Z'],
    ['2015-04-09T11:52:19.12Z', '2015-04-09T11:52:19.120Z'],
    ['2015-04-09T11:52:19.123Z', '2015-04-09T11:52:19.123Z'],
    ['2015-04-09T11:52:19.123456Z', '2015-04-09T11:52:19.123Z'],
    ['2015-04-09T11:52:19.123456789Z', '2015-04-09T11:52:19.123Z'],
    [' 2015-04-09 11:52:19z ', '2015-04-09T11:52:19.000Z'],
    [1_428_580_339, '2015-04-09T11:52:19.000Z'],
  ])('behavior: parses %j', (value, expected) => {
    expect(parseExpiration(value)?.toISOString()).toBe(expected);
  });

  it.each([
    undefined,
    null,
    '',
    'tomorrow',
    '2015-04-09',
    '2015-13-09T11:52:19Z',
    '2015-04-09T11:52:19',
    0,
    -1,
    Number.NaN,
    {},
  ])('behavior: returns undefined for %j', (value) => {
    expect(parseExpiration(value)).toBeUndefined();
  });
});
