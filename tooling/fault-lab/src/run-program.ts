import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { ProgramEnd } from './clients/client.ts';
import { programEnvironment } from './repository.ts';

export interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Kills the program when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Called with a function that sends signals to the program. */
  readonly onStart?: ((kill: (signal: NodeJS.Signals) => void) => void) | undefined;
}

/** Runs a program to its end. Rejects if it cannot be started. */
export async function runProgram(
  [command = '', ...args]: readonly string[],
  { environment, signal, onStart }: ProgramOptions = {},
): Promise<ProgramEnd & { readonly stdout: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: programEnvironment(environment) });
  const onAbort = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', onAbort, { once: true });
  const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, exitSignal) => resolve([exitCode, exitSignal]));
  });
  onStart?.((name) => child.kill(name));
  try {
    const [stdout, stderr, [exitCode, exitSignal]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { exitCode, signal: exitSignal, stdout, stderr };
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
