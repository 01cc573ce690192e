import { contentDisposition } from '@ossferry/client';
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispositionFileName } from './disposition-file-name.ts';

describe('dispositionFileName', () => {
  it.each([
    ['attachment', undefined],
    ['', undefined],
    ['attachment; filename=', undefined],
    ['attachment; filename=plain.txt', 'plain.txt'],
    ['Attachment; FileName="with space.txt"', 'with space.txt'],
    ['attachment; filename=with space.txt', 'with space.txt'],
    ['attachment; filename="a\\"b\\\\c;d.txt"; x=y', 'a"b\\c;d.txt'],
    ["attachment; filename=x.txt; filename*=UTF-8''%E6%96%87.txt", '文.txt'],
    ["attachment; filename*=utf-8'zh'%E6%96%87.txt; filename=x.txt", '文.txt'],
    ["attachment; filename*=iso-8859-1'en'%A3.txt", '£.txt'],
    ["attachment; filename*=UTF-8''%E6%9; filename=x.txt", 'x.txt'],
    ["attachment; filename*=KOI8-R''%E6; filename=x.txt", 'x.txt'],
    ['attachment; filename="文.txt"', '文.txt'],
    [Buffer.from('attachment; filename="文.txt"').toString('latin1'), '文.txt'],
    ['attachment; filename="\xe9t\xe9.txt"', 'été.txt'],
    ['attachment; filename="never closed', undefined],
    [';;;=;"', undefined],
  ])('default: %j names %j', (header, expected) => {
    expect(dispositionFileName(header)).toBe(expected);
  });

  it('behavior: reads what the client writes', () => {
    assert(
      property(string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(dispositionFileName(contentDisposition(name))).toBe(name.replace(/[/\\\p{Cc}]/gu, '_'));
      }),
    );
  });

  it('behavior: broken input never throws', () => {
    const check = (header: string) => void dispositionFileName(header);
    assert(property(string({ unit: 'binary' }), (text) => check(`attachment; filename*=${text}`)));
    assert(property(string({ unit: 'binary' }), check));
  });
});
