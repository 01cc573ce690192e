import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileNameOfKey, fileNameOfUrl } from './file-name-of-url.ts';

const cases = JSON.parse(
  readFileSync(new URL('../../../../../tooling/vectors/disposition-names.json', import.meta.url), 'utf8'),
) as [disposition: string, name: string | null][];

describe('fileNameOfUrl', () => {
  const nameIn = (disposition: string): string =>
    fileNameOfUrl(`https://h/folder/k%20%C3%A9.bin?response-content-disposition=${encodeURIComponent(disposition)}`);

  it.each(cases)('behavior: %j has the name %j, or else the last segment of the key', (disposition, name) => {
    expect(nameIn(disposition)).toBe(name ?? 'k é.bin');
  });
});

describe('fileNameOfKey', () => {
  it('default: the last segment of the key', () => {
    expect([fileNameOfKey('a/b.txt'), fileNameOfKey('folder/'), fileNameOfKey('/')]).toEqual([
      'b.txt',
      'folder',
      'download',
    ]);
  });

  it('behavior: bidirectional control characters cannot disguise the file type', () => {
    expect(fileNameOfKey('invoice-\u202Egpj.exe')).toBe('invoice-_gpj.exe');
    expect(fileNameOfKey('\u2066\u200F年.pdf')).toBe('__年.pdf');
  });
});
