import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { ProgramEnd } from './clients/client.ts';
import { programEnvironment } from './repository.ts';

export interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Kills it, and all that it started, when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Gives the means to send it a signal while it runs. */
  readonly onStart?: ((kill: (signal: NodeJS.Signals) => void) => void) | undefined;
}

/** Runs a program to its end. Throws where it cannot be started. */
export async function runProgram(
  [command = '', ...words]: readonly string[],
  { environment, signal, onStart }: ProgramOptions = {},
): Promise<ProgramEnd & { readonly stdout: string }> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'], env: programEnvironment(environment) });
  const onAbort = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', onAbort, { once: true });
  const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, by) => resolve([exitCode, by]));
  });
  onStart?.((by) => child.kill(by));
  try {
    const [stdout, stderr, [exitCode, by]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { exitCode, signal: by, stdout, stderr };
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
