import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';

/** How a command ended. */
export interface CommandResult {
  readonly status: number | string;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly folder?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** Runs a command to its end, successful or not. Rejects if it cannot be started. */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: options.folder,
    // Java and GNUstep encode file names in the charset of the locale.
    env: { ...process.env, LC_ALL: 'C.UTF-8', NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const [stdout, stderr, [code, signal]] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  return { status: code ?? signal, stdout, stderr };
}

/** Runs a command and returns its standard output. Rejects with its output if it fails. */
export async function runOrThrow(command: readonly string[], options: CommandOptions = {}): Promise<Buffer> {
  const { status, stdout, stderr } = await runCommand(command, options);
  if (status === 0) return stdout;
  throw new Error(`${command.join(' ')}: ${status}\n${stderr.trim()}\n${stdout.toString().trim()}`.slice(0, 8000));
}
