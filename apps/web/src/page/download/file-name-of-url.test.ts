import { describe, expect, it } from 'vitest';
import { fileNameOfKey, fileNameOfUrl } from './file-name-of-url.ts';

describe('fileNameOfUrl', () => {
  const nameIn = (disposition: string): string =>
    fileNameOfUrl(`https://h/folder/k%20%C3%A9.bin?response-content-disposition=${encodeURIComponent(disposition)}`);

  it.each([
    ['attachment; filename="a b.pdf"', 'a b.pdf'],
    ['attachment; filename=report.pdf', 'report.pdf'],
    ['attachment; filename=report.pdf; size=3', 'report.pdf'],
    [String.raw`attachment; filename="a \"b\" \\ c.pdf"`, String.raw`a "b" \ c.pdf`],
    ["attachment; filename=plain.pdf; filename*=UTF-8''%E5%B9%B4.pdf", '年.pdf'],
    ["attachment;filename*=utf-8'en'x%20y.pdf;filename=z.pdf", 'x y.pdf'],
    ["attachment; filename*=UTF-8''100%.pdf", '100%.pdf'],
    ['attachment; FileName = "x.pdf"', 'x.pdf'],
  ])('behavior: %s', (disposition, name) => {
    expect(nameIn(disposition)).toBe(name);
  });

  it.each(['attachment', 'attachment; filename=""', 'attachment; x-filename=other.pdf'])(
    'default: the end of the key, where nothing else is named: %s',
    (disposition) => {
      expect(nameIn(disposition)).toBe('k é.bin');
    },
  );
});

describe('fileNameOfKey', () => {
  it('default: the last segment of the key', () => {
    expect([fileNameOfKey('a/b.txt'), fileNameOfKey('folder/'), fileNameOfKey('/')]).toEqual([
      'b.txt',
      'folder',
      'download',
    ]);
  });

  it('behavior: what turns the direction of text cannot disguise the type', () => {
    expect(fileNameOfKey('invoice-\u202Egpj.exe')).toBe('invoice-_gpj.exe');
    expect(fileNameOfKey('\u2066\u200F年.pdf')).toBe('__年.pdf');
  });
});
