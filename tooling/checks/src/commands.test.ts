import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { exitCodes } from '../../../apps/cli/src/exit-code.ts';
import { createProgram } from '../../../apps/cli/src/program.ts';
import type { Shell } from '../../../apps/cli/src/shell.ts';
import { findCalls } from './command-words.ts';
import { blocksOf, proseOf, readPages } from './pages.ts';

/** Calls of `ossferry` in shell blocks are complete; calls in prose may omit arguments. */
const pages = readPages();
const shown = pages.flatMap((page) => {
  const blocks = blocksOf(page).filter(({ language }) => language === 'sh' || language === 'powershell');
  return blocks.flatMap(({ name, code }) => findCalls(code).map((words) => ({ name, words })));
});
const mentioned = pages.flatMap((page) => {
  const codes = [...proseOf(page).matchAll(/`(ossferry [^`<[…]+)`/g)].map(([, code = '']) => code);
  return codes.flatMap(findCalls).map((words) => ({ name: page.path, words }));
});

it('behavior: calls are found in pipes, substitutions and quotes', () => {
  expect(shown.length).toBeGreaterThan(40);
  expect(findCalls('curl "$(ossferry sign oss://a/b --json)" | ossferry get - # ossferry no')).toEqual([
    ['sign', 'oss://a/b', '--json'],
    ['get', '-'],
  ]);
});

it('behavior: the page about the command line has every command and every exit code', () => {
  const { text = '' } = pages.find(({ path }) => path === 'docs/guide/command-line.md') ?? {};
  const stream = new PassThrough() as unknown as Shell['stdout'];
  const { commands } = createProgram({ env: {}, stdin: new PassThrough(), stdout: stream, stderr: stream });
  expect(commands.map((command) => command.name()).filter((name) => !text.includes(`| \`ossferry ${name}`))).toEqual(
    [],
  );
  const rows = [...text.matchAll(/^\| +(\d+) \| (.+?) +\|$/gm)].map(([, code, meaning]) => [Number(code), meaning]);
  expect(rows).toEqual(exitCodes);
});

it.each(shown)('behavior: $name: ossferry $words', async ({ words }) => {
  expect(await problemOf(words)).toBe('');
});

it.each(mentioned)('behavior: $name mentions: ossferry $words', async ({ words }) => {
  const problem = await problemOf(words);
  if (!/missing required argument|required option|argument missing/.test(problem)) expect(problem).toBe('');
});

/** Parses the arguments without running the command. */
async function problemOf(words: readonly string[]): Promise<string> {
  const stream = new PassThrough() as unknown as Shell['stdout'];
  const program = createProgram({ env: {}, stdin: new PassThrough(), stdout: stream, stderr: stream });
  for (const command of program.commands) command.action(() => undefined);
  if (words.length === 0 || words.includes('--help')) return '';
  return program.parseAsync(words, { from: 'user' }).then(
    () => '',
    (error: Error) => error.message,
  );
}
