import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../program.ts';
import { completionScript } from './completion-script.ts';
import { describeCommands } from './describe-commands.ts';

const commands = describeCommands(createProgram(process));
const shells = ['bash', 'zsh', 'fish'] as const;
const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** Returns what bash completes for the last of `words`. */
function completeInBash(...words: readonly string[]): string[] {
  const script = `${completionScript('bash', commands)}
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _ossferry; echo "\${COMPREPLY[*]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'ossferry', ...words], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split(/\s+/).filter(Boolean);
}

describe('completionScript', () => {
  it.skipIf(!has('bash'))('default: commands, options and choices in bash', () => {
    expect(completeInBash('s')).toEqual(['sign', 'snippet']);
    expect(completeInBash('get', 'oss://bucket/key', '--pro')).toEqual([
      '--progress',
      '--process',
      '--profile',
      '--proxy',
    ]);
    expect(completeInBash('get', '--progress', '')).toEqual(['tty', 'plain', 'summary', 'json', 'none']);
    expect(completeInBash('completion', '')).toEqual(shells);
  });

  it.skipIf(!has('bash'))('behavior: no words for files, so that bash completes them', () => {
    expect(completeInBash('put', '')).toEqual([]);
    expect(completeInBash('get', '-o', 're')).toEqual([]);
  });

  it.each(shells)('default: the script for %s names all commands and options, and is valid', (shell) => {
    const script = completionScript(shell, commands);
    for (const { name, options } of commands) {
      expect(script).toMatch(new RegExp(`\\b${name}\\b`));
      for (const { long } of options) expect(script).toContain(shell === 'fish' ? ` -l ${long.slice(2)} ` : long);
    }
    if (has(shell)) expect(spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
  });
});
