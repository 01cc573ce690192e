import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Outcome } from '../program/check.ts';

/** Runs the program in a process, and reads the outcomes from its standard output. */
export async function runProcess(executable: string, args: readonly string[], folder: string): Promise<Outcome[]> {
  const child = spawn(executable, args, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  // Errors in threads are only printed.
  if (status !== 0 || stderr !== '') throw new Error(`The program exited with ${status}: ${stderr || stdout}`);
  return JSON.parse(stdout) as Outcome[];
}
