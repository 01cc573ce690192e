import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A program to run, with additional environment variables. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly folder?: string | undefined;
}

/** Runs a program and returns its standard output. Rejects with its standard error if it fails. */
export async function runProgram(program: Program, input = ''): Promise<string> {
  const child = spawn(program.command, program.args, {
    cwd: program.folder,
    env: { ...process.env, ...program.environment },
    stdio: 'pipe',
  });
  // A program that exits without reading its input reports why on standard error.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), exitStatus(child)]);
  if (status !== 0) throw new Error(`${program.command} ${program.args.join(' ')}: ${status}\n${stderr.trim()}`);
  return stdout;
}

/** Runs a program that reads its input and writes its output as JSON. */
export async function callProgram<Output>(program: Program, input: unknown): Promise<Output> {
  return JSON.parse(await runProgram(program, JSON.stringify(input))) as Output;
}

function exitStatus(child: ReturnType<typeof spawn>): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}
