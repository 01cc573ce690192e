import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

describe('contentDisposition', () => {
  it.each([
    ['report.pdf', 'attachment; filename="report.pdf"'],
    ['two words.txt', 'attachment; filename="two words.txt"'],
    ['报告.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf`],
    ['naïve "q".txt', `attachment; filename="na_ve _q_.txt"; filename*=UTF-8''na%C3%AFve%20%22q%22.txt`],
    ['100%25.txt', `attachment; filename="100_25.txt"; filename*=UTF-8''100%2525.txt`],
    ['😀.png', `attachment; filename="_.png"; filename*=UTF-8''%F0%9F%98%80.png`],
    ['../../etc/passwd', 'attachment; filename=".._.._etc_passwd"'],
    ['a\r\nSet-Cookie: x', 'attachment; filename="a__Set-Cookie: x"'],
    ['half \ud83d.txt', 'attachment; filename="half _.txt"'],
  ])('default: %j', (fileName, expected) => {
    expect(contentDisposition(fileName)).toBe(expected);
  });

  it('option: inline', () => {
    expect(contentDisposition('a.png', { inline: true })).toBe('inline; filename="a.png"');
  });

  it('behavior: the value is one line of ASCII with balanced quotes, for every name', () => {
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1 }), (fileName) => {
        expect(contentDisposition(fileName)).toMatch(
          /^attachment; filename="[ !#-[\]-~]*"(; filename\*=UTF-8''[\w.~%-]+)?$/,
        );
      }),
    );
  });

  it('behavior: filename* decodes to the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (start) => {
        const fileName = `${start.replace(/[/\\\p{Cc}]/gu, '')}é`;
        const encoded = contentDisposition(fileName).split("filename*=UTF-8''")[1];
        expect(decodeURIComponent(encoded ?? '')).toBe(fileName);
      }),
    );
  });

  it('error: an empty name', () => {
    expect(() => contentDisposition('')).toThrow(expect.objectContaining({ code: 'InvalidFileName' }));
  });
});
