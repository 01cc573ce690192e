import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFileName } from './check-file-name.ts';
import { fileNameOfUrl } from './file-name-of-url.ts';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

const nameFor = (disposition: string) =>
  fileNameOfUrl(`https://h/k.bin?response-content-disposition=${encodeURIComponent(disposition)}&a=b`);

describe('fileNameOfUrl', () => {
  it.each([
    ['https://h/a/b%20c.txt?x=/y', 'b c.txt'],
    ['https://h/a/?x', 'download'],
    ['https://h/?x', 'download'],
    ['https://h/%E5%90%88%ff?x', 'download'],
    ['https://h/.bashrc?x', 'bashrc'],
    ['https://h/a%00b%0a%22%3A.txt?x', 'a_b___.txt'],
    ['https://h/gpj.%E2%80%AEexe?x', 'gpj._exe'],
    ['https://h/.a%20.?x', 'a'],
    ['https://h/con.txt?x', '_con.txt'],
    ['https://h/COM1?x', '_COM1'],
    ['https://h/falcon.txt?x', 'falcon.txt'],
    ['https://h/a%2F..%2F%5C?x', '_'],
  ])('default: %s is saved as %s', (url, name) => {
    expect(fileNameOfUrl(url)).toBe(name);
  });

  it.each([
    ['attachment;filename=test.txt', 'test.txt'],
    ['attachment; filename="a \\"b\\".txt"', 'a _b_.txt'],
    [`attachment; filename="x.txt"; filename*=UTF-8''%E5%90%88.txt`, '合.txt'],
    [`attachment; filename*=UTF-8''%ff; filename=x.txt`, 'x.txt'],
    ['attachment; filename="../../etc/passwd"', '_.._etc_passwd'],
    ['inline', 'k.bin'],
  ])('behavior: %s has the name %s', (disposition, name) => {
    expect(nameFor(disposition)).toBe(name);
  });

  it('behavior: a form-encoded space is a space', () => {
    expect(fileNameOfUrl('https://h/k?response-content-disposition=attachment;+filename%3Da.txt')).toBe('a.txt');
  });

  it('behavior: a long name is shortened, and keeps its extension', () => {
    const name = fileNameOfUrl(`https://h/${encodeURIComponent('文'.repeat(300))}.tar.gz?x`);
    expect(name).toMatch(/^文+\.tar\.gz$|^文+\.gz$/);
    expect(Buffer.byteLength(name)).toBe(198);
  });

  it('behavior: a very long name takes linear time', () => {
    expect(fileNameOfUrl(`https://h/a${'.'.repeat(300_000)}b?x`)).toMatch(/^a\.+b$/);
    expect(fileNameOfUrl(`https://h/${'a'.repeat(300_000)}.txt?x`)).toBe(`${'a'.repeat(196)}.txt`);
  });

  it('behavior: the name is plain for any key', () => {
    fc.assert(
      fc.property(fc.string({ unit: character }), (key) => {
        const name = fileNameOfUrl(`https://h/${encodeURIComponent(key)}?x`);
        expect(checkFileName(name)).toBe(name);
      }),
    );
  });
});
