import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const folder = resolve(import.meta.dirname, '../.cache/examples');

/** Every TypeScript block of every page, by the name of the file it is written to. */
function findExamples(): Map<string, string> {
  const pages = globSync(['*.md', '{packages,apps,examples}/*/README.md', 'docs/**/*.md'], { cwd: root });
  const examples = new Map<string, string>();
  for (const page of pages) {
    const text = readFileSync(join(root, page), 'utf8');
    for (const [index, [, code = '']] of [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].entries()) {
      examples.set(`${page.replaceAll(/[/.]/g, '-')}-${index + 1}.ts`, code);
    }
  }
  return examples;
}

it('behavior: every example of every page compiles', { timeout: 60_000 }, () => {
  const examples = findExamples();
  expect(examples.size).toBeGreaterThan(10);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, code] of examples) writeFileSync(join(folder, name), code);
  const configuration = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { rootDir: root, noUnusedLocals: false },
    include: ['*.ts'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration));
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
});
