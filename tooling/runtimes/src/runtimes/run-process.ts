import { spawn } from 'node:child_process';
import type { Outcome } from '../program/check.ts';

/** Runs the program in a process of its own, and reads the outcomes off its standard output. */
export async function runProcess(executable: string, words: readonly string[], folder: string): Promise<Outcome[]> {
  const child = spawn(executable, words, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [output, complaints, status] = await Promise.all([readAll(child.stdout), readAll(child.stderr), ended]);
  if (status !== 0) throw new Error(`The program ended with status ${status}: ${complaints || output}`);
  return JSON.parse(output) as Outcome[];
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
