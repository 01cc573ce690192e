import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../published-packages.ts';
import { openPlayground, type Playground } from './open-playground.ts';
import { writeEveryExport } from './write-every-export.ts';

let playground: Playground;

beforeAll(() => {
  playground = openPlayground();
}, 120_000);
afterAll(() => rmSync(playground.folder, { recursive: true, force: true }));

/** Runs a program in a consumer with this repository's Node, and returns its output. */
async function run(consumer: string, program: string, ...words: string[]): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`,
  };
  delete env['NODE_OPTIONS'];
  const options = { cwd: join(playground.folder, 'consumers', consumer), env };
  const { stdout, stderr } = await promisify(execFile)(program, words, options).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  );
  return stdout + stderr;
}

describe.concurrent('the packed tarballs', () => {
  it.each(['node', 'vite', 'webpack', 'esbuild', 'next-server'])(
    'behavior: work in the consumer %s',
    async (consumer) => {
      expect(await run(consumer, 'pnpm', 'run', '--silent', 'try')).toBe('fine\n');
    },
    120_000,
  );

  it('behavior: every export type-checks with TypeScript 5.9 and 7, library declarations too', async () => {
    const consumer = join(playground.folder, 'consumers/typescript');
    const libraries = playground.packages.filter(({ folder }) => folder.startsWith('packages/'));
    writeEveryExport(
      consumer,
      libraries.map(({ name }) => name),
    );
    for (const [name, version] of compilers) {
      const compiler = `node_modules/${name}/bin/tsc`;
      expect(await run('typescript', 'node', compiler, '--version')).toContain(`Version ${version}`);
      expect(await run('typescript', 'node', compiler, '-p', '.')).toBe('');
    }
  }, 120_000);

  it('behavior: a library built on them can emit declarations', async () => {
    for (const [name] of compilers) {
      expect(await run('library', 'node', `node_modules/${name}/bin/tsc`, '-p', '.')).toBe('');
    }
  }, 120_000);
});

const compilers = [
  ['typescript-5', '5.9'],
  ['typescript', '7.'],
] as const;
