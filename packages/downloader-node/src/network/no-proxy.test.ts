import { describe, expect, it } from 'vitest';
import { isExempt } from './no-proxy.ts';
import { splitUrl } from './split-url.ts';

const cases: readonly (readonly [list: string, url: string, exempt: boolean])[] = [
  ['', 'https://h.example/', false],
  ['*', 'https://h.example/', true],
  ['h.example', 'https://h.example/', true],
  ['H.Example', 'https://h.EXAMPLE./', true],
  ['example', 'https://h.example/', true],
  ['.h.example', 'https://h.example/', true],
  ['*.example', 'https://h.example/', true],
  ['xample', 'https://h.example/', false],
  ['h.example.', 'https://h.example/', true],
  ['a, b  h.example,,', 'https://h.example/', true],
  ['h.example:443', 'https://h.example/', true],
  ['h.example:443', 'http://h.example/', false],
  ['h.example:8080', 'http://h.example:8080/', true],
  ['10.0.0.1', 'http://10.0.0.1/', true],
  ['0.0.1', 'http://10.0.0.1/', false],
  ['10.0.0.1:80', 'http://10.0.0.1:81/', false],
  ['10.0.0.0/8', 'http://10.200.3.4/', true],
  ['10.0.0.0/8', 'http://11.0.0.1/', false],
  ['10.0.0.0/33', 'http://10.0.0.0/', false],
  ['10.0.0.0/8', 'http://ten.example/', false],
  ['::1', 'http://[::1]:9000/', true],
  ['[::1]', 'http://[::1]:9000/', true],
  ['[::1]:9000', 'http://[::1]:9000/', true],
  ['[::1]:9001', 'http://[::1]:9000/', false],
  ['fd00::/8', 'http://[fd12::1]/', true],
  ['0:0:0:0:0:0:0:1', 'http://[::1]/', true],
  ['.', 'http://h.example/', false],
];

describe('isExempt', () => {
  it.each(cases)('default: %j and %s: %j', (list, url, exempt) => {
    expect(isExempt(list, splitUrl(url))).toBe(exempt);
  });
});
