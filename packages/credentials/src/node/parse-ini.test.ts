import { describe, expect, it } from 'vitest';
import { parseIni } from './parse-ini.ts';

function parse(text: string): Record<string, Record<string, string>> {
  const sections = parseIni(text, '/home/x/file', 'test');
  return Object.fromEntries([...sections].map(([name, section]) => [name, Object.fromEntries(section)]));
}

describe('parseIni', () => {
  it.each<[string, string, Record<string, Record<string, string>>]>([
    ['sections and keys', '[a]\nk=v\n[ b ]\n  Key = v w \n', { a: { k: 'v' }, b: { key: 'v w' } }],
    ['comments', '# x\n; y\n[a] # z\nk = v # note\nl = v ; note\nm = #\n', { a: { k: 'v', l: 'v', m: '' } }],
    ['comment characters inside a value', '[a]\nk = a#b;c=d', { a: { k: 'a#b;c=d' } }],
    ['quotes', '[a]\nk = "v # w" # note\nl = "open', { a: { k: 'v # w', l: '"open' } }],
    ['CRLF', '[a]\r\nk = v\r\n\r\n[b]\r\nl = w\r\n', { a: { k: 'v' }, b: { l: 'w' } }],
    ['a repeated section', '[a]\nk=1\nl=1\n[b]\n[a]\nk=2', { a: { k: '2', l: '1' }, b: {} }],
    ['an empty file', '', {}],
  ])('behavior: %s', (_name, text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it.each([
    ['k = SENTINEL', '/home/x/file:1 is before the first section.'],
    ['[a]\n\nSENTINEL\n', '/home/x/file:3 is neither a section nor key = value.'],
    ['[a]\n= SENTINEL\n', '/home/x/file:2 is neither a section nor key = value.'],
    ['[a]\n= = SENTINEL\n', '/home/x/file:2 is neither a section nor key = value.'],
    ['# x\r\n[SENTINEL\r\n', '/home/x/file:2 is not a section header.'],
    ['[a] SENTINEL\n', '/home/x/file:1 is not a section header.'],
  ])('error: %j', (text, message) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'InvalidFile', message }));
  });
});
