import { describe, expect, it } from 'vitest';
import { splitCommand } from './split-command.ts';

describe('splitCommand', () => {
  it.each<[NodeJS.Platform, string, readonly string[]]>([
    ['linux', 'tool a b', ['tool', 'a', 'b']],
    ['linux', '  tool \t a\n b ', ['tool', 'a', 'b']],
    ['linux', `tool "a b" 'c d'`, ['tool', 'a b', 'c d']],
    ['linux', `tool "a b"'c d'e`, ['tool', 'a bc de']],
    ['linux', `tool "" ''`, ['tool', '', '']],
    ['linux', String.raw`tool a\ b`, ['tool', 'a b']],
    ['linux', String.raw`tool "say \"hi\" \\ \$x \a"`, ['tool', String.raw`say "hi" \ $x \a`]],
    ['linux', String.raw`tool 'a\b'`, ['tool', String.raw`a\b`]],
    ['linux', 'tool a\\\n b', ['tool', 'a', 'b']],
    ['linux', 'tool "a\\\nb"', ['tool', 'ab']],
    ['linux', 'tool \\\n', ['tool']],
    ['linux', `echo '{"mode":"AK"}'`, ['echo', '{"mode":"AK"}']],
    [
      'linux',
      'tool $(id) `id` ; rm * | x > y && z',
      ['tool', '$(id)', '`id`', ';', 'rm', '*', '|', 'x', '>', 'y', '&&', 'z'],
    ],
    ['win32', String.raw`C:\tools\cred.exe get`, [String.raw`C:\tools\cred.exe`, 'get']],
    ['win32', String.raw`"C:\Program Files\tool.exe" x`, [String.raw`C:\Program Files\tool.exe`, 'x']],
    ['win32', String.raw`tool "say \"hi\""`, ['tool', 'say "hi"']],
    ['win32', 'tool a\\', ['tool', 'a\\']],
  ])('behavior: %s: %j', (platform, command, expected) => {
    expect(splitCommand(command, platform, 'test')).toEqual(expected);
  });

  it.each(['', '   ', '""', `tool "SENTINEL`, `tool 'SENTINEL`, 'tool SENTINEL\\'])('error: %j', (command) => {
    expect(() => splitCommand(command, 'linux', 'test')).toThrow(
      expect.objectContaining({ code: 'InvalidOption', message: expect.not.stringContaining('SENTINEL') }),
    );
  });
});
