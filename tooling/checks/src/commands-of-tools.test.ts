import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pnpmCommand, toolCommand } from './commands-of-tools.ts';

it.each(['@biomejs/biome', 'knip', 'turbo', 'typescript', 'vitest'])('default: the command of %s runs', (name) => {
  const [program, ...words] = toolCommand(name);
  expect(spawnSync(program, [...words, '--version'], { encoding: 'utf8' }).stdout).toMatch(/\d+\.\d+\.\d+/);
});

describe('pnpmCommand', () => {
  it.each([
    [undefined, ['pnpm']],
    ['/usr/lib/node_modules/npm/bin/npm-cli.js', ['pnpm']],
    ['/usr/lib/node_modules/pnpm/pnpm', ['/usr/lib/node_modules/pnpm/pnpm']],
    ['C:\\Users\\me\\pnpm\\pnpm.exe', ['C:\\Users\\me\\pnpm\\pnpm.exe']],
    ['/cache/pnpm/bin/pnpm.cjs', [process.execPath, '/cache/pnpm/bin/pnpm.cjs']],
  ])('behavior: started by %s', (path, command) => {
    expect(pnpmCommand({ npm_execpath: path })).toEqual(command);
  });
});
