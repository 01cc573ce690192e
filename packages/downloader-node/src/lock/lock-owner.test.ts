import { expect, it } from 'vitest';
import { isSameHost } from './lock-owner.ts';

it.each([
  ['Annas-MacBook.local', 'annas-macbook.fritz.box', true],
  ['annas-macbook', 'annas-macbook.local', true],
  ['annas-macbook.local', 'bens-macbook.local', false],
  ['192.168.1.5', '192.168.1.6', false],
])('behavior: on macOS, the domain of a host depends on its network: %s, %s', (one, other, isSame) => {
  expect(isSameHost(one, other, 'darwin')).toBe(isSame);
  for (const platform of ['linux', 'win32'] as const) expect(isSameHost(one, other, platform)).toBe(false);
  expect(isSameHost(one, one, 'linux')).toBe(true);
});
