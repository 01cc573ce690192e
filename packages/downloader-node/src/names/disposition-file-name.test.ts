import { readFileSync } from 'node:fs';
import { contentDisposition } from '@ossferry/client';
import { assert, integer, nat, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispositionFileName } from './disposition-file-name.ts';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = oneof(nat({ max: 0xd7ff }), integer({ min: 0xe000, max: 0x10ffff })).map((code) =>
  String.fromCodePoint(code),
);

const cases = JSON.parse(
  readFileSync(new URL('../../../../tooling/vectors/disposition-names.json', import.meta.url), 'utf8'),
) as [header: string, name: string | null][];

describe('dispositionFileName', () => {
  it.each(cases)('default: the name in %j is %j', (header, name) => {
    expect(dispositionFileName(header)).toBe(name ?? undefined);
  });

  it('behavior: header bytes are decoded as UTF-8 if they are valid, and as Latin-1 otherwise', () => {
    const bytes = Buffer.from('attachment; filename="文.txt"').toString('latin1');
    expect(dispositionFileName(bytes)).toBe('文.txt');
    expect(dispositionFileName('attachment; filename="\xe9t\xe9.txt"')).toBe('été.txt');
  });

  it('behavior: parses the headers of the client', () => {
    assert(
      property(string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(dispositionFileName(contentDisposition(name))).toBe(name.replace(/[/\\\p{Cc}]/gu, '_'));
      }),
    );
  });

  it('behavior: invalid input never throws', () => {
    const check = (header: string) => void dispositionFileName(header);
    assert(property(string({ unit: character }), (text) => check(`attachment; filename*=${text}`)));
    assert(property(string({ unit: character }), check));
  });
});
