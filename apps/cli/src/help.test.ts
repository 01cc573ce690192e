import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { setUpCli } from './cli.test-support.ts';
import { exitCodes } from './exit-code.ts';
import { prebuiltOutput } from './prebuilt-output.ts';
import { createProgram } from './program.ts';
import { readVersion } from './version.ts';

const cli = setUpCli();
const program = createProgram(process);
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replace(/ +/g, ' ');

describe.concurrent('help', () => {
  it('default: --help lists all commands and exit codes', async () => {
    const { code, text, stderr } = await cli.run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of program.commands.map((command) => ({ name: command.name() })))
      expect(text).toContain(`  ${name} `);
    for (const [code, meaning] of exitCodes) expect(text).toContain(`${code}  ${meaning}`);
  });

  it('behavior: help is wrapped to the terminal width', () => {
    for (const command of [program, ...program.commands]) {
      let text = '';
      command.configureOutput({
        writeOut(part) {
          text += part;
        },
        getOutHelpWidth: () => 80,
      });
      command.outputHelp();
      // Examples and exit codes are not wrapped.
      const [options = ''] = text.split(/\n(?:Examples|Exit codes):/);
      expect(options.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('default: --version', async () => {
    expect(await cli.run(['--version'])).toMatchObject({ code: 0, text: readVersion(), stderr: '' });
  });

  it('behavior: without a command, help is printed on stderr', async () => {
    const { code, text, stderr } = await cli.run([]);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(stderr).toMatch(/^Usage: ossferry/);
  });

  it.each([
    ['help', 'gte'],
    ['gte', '--help'],
  ])('error: an unknown command, instead of help: %s %s', async (...argv) => {
    const { code, text, stderr } = await cli.run(argv);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(stderr).toMatch(/^[^\n]*'gte' \(Did you mean get\?\)[^\n]*\[UnknownCommand\]\n$/);
  });

  it('behavior: help prints the help of a command', async () => {
    for (const argv of [
      ['help', 'get'],
      ['get', '--help'],
    ]) {
      expect(await cli.run(argv)).toMatchObject({
        code: 0,
        text: expect.stringMatching(/^Usage: ossferry get/),
        stderr: '',
      });
    }
    for (const argv of [['help'], ['help', 'help']])
      expect(await cli.run(argv)).toMatchObject({
        code: 0,
        text: expect.stringMatching(/^Usage: ossferry \[options\]/),
      });
  });

  it('behavior: prebuilt output is only used for exact matches', () => {
    expect(prebuiltOutput(['--version'])).toBe(`${readVersion()}\n`);
    for (const argv of [
      [],
      ['get'],
      ['--help', 'get'],
      ['get', 'x', '--help'],
      ['../x', '--help'],
      ['--json', '--version'],
    ]) {
      expect(prebuiltOutput(argv)).toBeUndefined();
    }
    expect(prebuiltOutput(['--help'], 60)).toBeUndefined();
  });

  it('behavior: the README lists every exit code and every option', () => {
    for (const [code, meaning] of exitCodes) expect(readme).toContain(`| ${code} | ${meaning} |`);
    const flags = [program, ...program.commands].flatMap(({ options }) => options.map(({ long }) => long ?? ''));
    expect([...new Set(flags)].filter((flag) => !readme.includes(`\`${flag}`))).toEqual([]);
  });

  it('behavior: no option takes a secret', () => {
    const options = program.commands.flatMap((command) => command.options);
    const flags = options.filter((option) => !option.isBoolean()).map(({ long }) => long ?? '');
    expect(flags.filter((flag) => /secret|token|password|access-key/.test(flag))).toEqual([]);
  });
});
