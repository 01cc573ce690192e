import { safeFileName } from '@ossferry/downloader-node';
import { describe, expect, it } from 'vitest';
import { fileNameOfKey, fileNameOfUrl } from './file-name.ts';

describe('fileNameOfKey', () => {
  it('default: the last part of the key', () => {
    expect(fileNameOfKey('a/b/文 1.txt')).toBe('文 1.txt');
    expect(fileNameOfKey('plain')).toBe('plain');
    expect(safeFileName(fileNameOfKey('a/b\u001b[2J\n\\..\\c'))).toBe('c');
  });

  it.each(['', 'a/', '.', 'a/..'])('error: %j', (key) => {
    expect(() => fileNameOfKey(key)).toThrow(expect.objectContaining({ code: 'NoFileName' }));
  });
});

describe('fileNameOfUrl', () => {
  it('default: the last part of the path, decoded', () => {
    expect(fileNameOfUrl('https://h:1/a/%E6%96%87%20b.txt?x=/y#/z')).toBe('文 b.txt');
  });

  it.each(['https://h', 'https://h/', 'https://h?x=/y', 'https://h/a%2F..', 'https://h/%ff', 'https://h/..'])(
    'error: %s',
    (url) => {
      expect(() => fileNameOfUrl(url)).toThrow(expect.objectContaining({ code: 'NoFileName' }));
    },
  );
});
