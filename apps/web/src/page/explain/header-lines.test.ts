import { expect, it } from 'vitest';
import { readHeaderLines, writeHeaderLines } from './header-lines.ts';

it('default: one header per line, in a round trip', () => {
  const headers = { 'content-type': 'text/plain', 'x-oss-range-behavior': 'standard' };
  expect(readHeaderLines(writeHeaderLines(headers))).toEqual(headers);
});

it('behavior: ignores whitespace, empty lines and the case of names; a value may contain a colon', () => {
  expect(readHeaderLines('\n  X-Oss-Meta-Time :  12:30 \r\n\n')).toEqual({ 'x-oss-meta-time': '12:30' });
  expect(readHeaderLines('')).toEqual({});
});

it.each(['x-oss-range-behavior', 'x: 1\nwhat is this', 'two words: 1', 'x: 年'])('error: %s', (text) => {
  expect(readHeaderLines(text)).toBeUndefined();
});
