import { describe, expect, it } from 'vitest';
import { unsupportedWindowsName } from './windows-name.ts';

describe('unsupportedWindowsName', () => {
  it.each([
    'report.pdf',
    '..\\a\\.\\b c.txt',
    'C:\\Users\\me\\x.bin',
    'C:x.bin',
    'c:/mixed\\x',
    '\\\\server\\share$\\x',
    '\\\\?\\C:\\x\\y',
    '\\\\?\\UNC\\server\\share\\x',
    'console.log',
    'com10',
    '中文 é.txt',
    '.hidden',
  ])('default: %s is supported', (path) => {
    expect(unsupportedWindowsName(path)).toBeUndefined();
  });

  it.each([
    ['2026-11-28T10:00.csv', '2026-11-28T10:00.csv'],
    ['C:\\a\\b:c', 'b:c'],
    ['out/what?/x', 'what?'],
    ['CON', 'CON'],
    ['a\\nul.tar.gz', 'nul.tar.gz'],
    ['COM1 .txt', 'COM1 .txt'],
    ['folder./x', 'folder.'],
    ['x ', 'x '],
    ['a\tb', 'a\tb'],
    ['a|b', 'a|b'],
  ])('behavior: %j contains %j', (path, name) => {
    expect(unsupportedWindowsName(path)).toBe(name);
  });
});
