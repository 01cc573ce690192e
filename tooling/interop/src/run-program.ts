import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A program to run, with additional environment variables. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly folder?: string | undefined;
}

/** Runs a program and returns its standard output. Rejects with its standard error if it fails. */
export async function runProgram({ command, args, environment, folder }: Program, input = ''): Promise<string> {
  const options = { cwd: folder, env: { ...process.env, ...environment }, maxBuffer: Number.POSITIVE_INFINITY };
  const running = promisify(execFile)(command, args, options);
  // A program that exits without reading its input reports why on standard error.
  running.child.stdin?.on('error', () => {});
  running.child.stdin?.end(input);
  return (await running).stdout;
}

/** Runs a program that reads its input and writes its output as JSON. */
export async function callProgram<Output>(program: Program, input: unknown): Promise<Output> {
  return JSON.parse(await runProgram(program, JSON.stringify(input))) as Output;
}
