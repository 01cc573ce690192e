import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A process of its own that is to run. */
export interface ExampleRun {
  /** The program: `.ts` for Node, `.py` for Python. */
  readonly program: string;
  readonly words?: readonly string[] | undefined;
  readonly folder?: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 at which the clock of the program stands still. */
  readonly clockMs?: number | undefined;
}

/** Runs a program to its end and gives the lines that it printed. Throws what it said when it fails. */
export async function runProgram(run: ExampleRun): Promise<readonly string[]> {
  const [command, words, options] = commandOf(run);
  const { stdout } = await promisify(execFile)(command, words, options);
  return stdout.trimEnd().split('\n');
}

/** Starts a program that goes on until it is killed, and gives its first line with it. */
export async function startProgram(run: ExampleRun): Promise<{ readonly child: ChildProcess; readonly line: string }> {
  const [command, words, options] = commandOf(run);
  const child = spawn(command, words, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { child, line: String(line).trim() };
}

type Command = readonly [command: string, words: string[], options: { cwd?: string; env: NodeJS.ProcessEnv }];

function commandOf({ program, words = [], folder, environment, clockMs }: ExampleRun): Command {
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], ...environment };
  const options = { env, ...(folder && { cwd: folder }) };
  if (clockMs !== undefined) {
    env['CLOCK_MS'] = String(clockMs);
    env['PYTHONPATH'] = [join(import.meta.dirname, 'python'), env['PYTHONPATH']].join(delimiter);
  }
  if (program.endsWith('.py')) return ['python3', [program, ...words], options];
  const clock = clockMs === undefined ? [] : ['--import', join(import.meta.dirname, 'frozen-clock.ts')];
  return [process.execPath, ['--conditions=@ossferry/source', ...clock, program, ...words], options];
}
