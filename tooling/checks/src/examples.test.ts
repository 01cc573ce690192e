import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { toolCommand } from './commands-of-tools.ts';
import { blocksOf, readPages, root } from './pages.ts';

const folder = resolve(import.meta.dirname, '../.cache/examples');
const blocks = readPages().flatMap(blocksOf);

it('behavior: every block is output, or in a language that is checked here', () => {
  const checked = new Set(['', 'ts', 'js', 'json', 'sh', 'powershell', 'python']);
  expect(blocks.filter(({ language }) => !checked.has(language)).map(({ name }) => name)).toEqual([]);
});

it('behavior: every TypeScript block compiles, and every JavaScript block is JavaScript', { timeout: 60_000 }, () => {
  const examples = blocks.filter(({ language }) => language === 'ts' || language === 'js');
  expect(examples.length).toBeGreaterThan(10);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, language, code } of examples) {
    writeFileSync(join(folder, `${name.replaceAll(/[/. ]/g, '-')}.${language}`), code);
  }
  const configuration = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { rootDir: root, noUnusedLocals: false, allowJs: true, checkJs: false },
    include: ['*.ts', '*.js'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration));
  const [node, ...words] = toolCommand('typescript');
  const { stdout } = spawnSync(node, [...words, '--noEmit', '-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

it('behavior: every JSON block is JSON', () => {
  for (const { name, language, code } of blocks) {
    if (language === 'json') expect(() => JSON.parse(code), name).not.toThrow();
  }
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

it.skipIf(!hasPython)('behavior: every Python block is Python', () => {
  for (const { name, language, code } of blocks) {
    if (language !== 'python') continue;
    const { stderr } = spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: code });
    expect(String(stderr), name).toBe('');
  }
});
