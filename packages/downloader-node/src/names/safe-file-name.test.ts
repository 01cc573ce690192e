import { array, assert, constantFrom, integer, nat, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from './safe-file-name.ts';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = oneof(nat({ max: 0xd7ff }), integer({ min: 0xe000, max: 0x10ffff })).map((code) =>
  String.fromCodePoint(code),
);

describe('safeFileName', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['报告 2030.pdf', '报告 2030.pdf'],
    ['a'.repeat(255), 'a'.repeat(255)],
    ['.', 'download'],
    ['..', 'download'],
    ['', 'download'],
    ['   ', 'download'],
    [' . ', 'download'],
    ['a/', 'download'],
    ['../../../etc/passwd', 'passwd'],
    ['/etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['C:\\temp\\x', 'x'],
    ['C:x', 'C_x'],
    ['a\0b\u001b[2J\u007f.txt', 'ab[2J.txt'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a\u2028b\ufeff', 'ab'],
    ['\ud800.txt', '\ufffd.txt'],
    ['what?<is>"this"|*', 'what__is__this___'],
    ['name.', 'name'],
    ['name. . .', 'name'],
    [' name ', 'name'],
    ['.bashrc', '_bashrc'],
    ['...x', '_x'],
    ['--checkpoint-action=exec=sh', '_-checkpoint-action=exec=sh'],
    ['-', '_'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1 .log', '_com1 .log'],
    ['LPT³', '_LPT³'],
    ['console.log', 'console.log'],
    ['com10', 'com10'],
    ['x.ossferry', 'x.ossferry_'],
    ['X.OSSFERRY-New', 'X.OSSFERRY-New_'],
    ['x.ossferry-repair', 'x.ossferry-repair_'],
    ['x.ossferry-checksums', 'x.ossferry-checksums_'],
    ['x.ossferry-checksums.next', 'x.ossferry-checksums.next_'],
    ['x.o\u017fsferry. ', 'x.o\u017fsferry_'],
    ['nul.ossferry', '_nul.ossferry_'],
    ['x.ossferry.txt', 'x.ossferry.txt'],
    ['x.ossferry-2', 'x.ossferry-2'],
  ])('default: %j is %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  it('option: fallback', () => {
    expect(safeFileName('..', 'object')).toBe('object');
  });

  it('behavior: many dots and spaces take linear time', () => {
    expect(safeFileName(`a${'. '.repeat(250_000)}b`)).toBe('a. b');
    expect(safeFileName(`a${' .'.repeat(250_000)}/b. .`)).toBe('b');
  });

  it('behavior: a long name keeps its extension and whole characters', () => {
    const name = safeFileName(`${'文'.repeat(100)}.tar.zst`);
    expect(name).toBe(`${'文'.repeat(83)}.zst`);
    expect(safeFileName(`${'😀'.repeat(80)}`)).toBe('😀'.repeat(63));
    expect(safeFileName(`a.${'b'.repeat(300)}`)).toBe(`a.${'b'.repeat(253)}`);
  });

  it('behavior: a shortened name is neither a device nor reserved', () => {
    expect(safeFileName(`CON${' '.repeat(300)}x.txt`)).toBe('_CON.txt');
    expect(safeFileName(`nul${' '.repeat(300)}x`)).toBe('_nul');
    expect(safeFileName(`con.${'x'.repeat(251)}`)).toBe(`_con.${'x'.repeat(250)}`);
    expect(safeFileName(`${'a'.repeat(246)}.ossferry${'z'.repeat(100)}`)).toBe(`${'a'.repeat(245)}.ossferry_`);
    expect(safeFileName(`${'a'.repeat(300)}.ossferry`)).toBe(`${'a'.repeat(245)}.ossferry_`);
  });

  it('behavior: no combination of device names and reserved suffixes results in one', () => {
    const known = constantFrom('con', 'lpt1', ' ', '.', 'x', '.ossferry', '-new', '-checksums', '.next');
    const long = tuple(constantFrom(' ', 'y'), nat(260)).map(([character, length]) => character.repeat(length));
    assert(
      property(array(oneof(known, long), { maxLength: 6 }), (parts) => {
        const safe = safeFileName(parts.join(''));
        expect(safe).not.toMatch(/^(?:con|lpt1)\s*(?:\.|$)|\.ossferry(?:-new|-checksums(?:\.next)?)?$/);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });

  it('behavior: the result is a valid file name for any input', () => {
    assert(
      property(string({ unit: character, maxLength: 400, size: 'max' }), (name) => {
        const safe = safeFileName(name);
        expect(safe).not.toMatch(/[/\\\p{Cc}\p{Bidi_Control}<>:"|?*]|^[.-]|^\s|[\s.]$/u);
        expect(safe.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });
});
