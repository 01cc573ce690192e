import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A program to run as a separate process. */
export interface ExampleRun {
  /** The program: `.ts` for Node, `.py` for Python. */
  readonly program: string;
  readonly args?: readonly string[] | undefined;
  readonly folder?: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** The time of the program's frozen clock, in milliseconds since 1970. */
  readonly clockMs?: number | undefined;
}

/** Runs a program and returns its lines of output. If it fails, throws an error with its output. */
export async function runProgram(run: ExampleRun): Promise<readonly string[]> {
  const [command, args, options] = commandOf(run);
  const { stdout } = await promisify(execFile)(command, args, options);
  return stdout.trimEnd().split('\n');
}

/** Starts a program that runs until it is killed. Returns the process and its first line of output. */
export async function startProgram(run: ExampleRun): Promise<{ readonly child: ChildProcess; readonly line: string }> {
  const [command, args, options] = commandOf(run);
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { child, line: String(line).trim() };
}

type Command = readonly [command: string, args: string[], options: { cwd?: string; env: NodeJS.ProcessEnv }];

function commandOf({ program, args = [], folder, environment, clockMs }: ExampleRun): Command {
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], ...environment };
  const options = { env, ...(folder && { cwd: folder }) };
  if (clockMs !== undefined) {
    env['CLOCK_MS'] = String(clockMs);
    env['PYTHONPATH'] = [join(import.meta.dirname, 'python'), env['PYTHONPATH']].join(delimiter);
  }
  if (program.endsWith('.py')) return ['python3', [program, ...args], options];
  const clock = clockMs === undefined ? [] : ['--import', join(import.meta.dirname, 'frozen-clock.ts')];
  return [process.execPath, ['--conditions=@ossferry/source', ...clock, program, ...args], options];
}
