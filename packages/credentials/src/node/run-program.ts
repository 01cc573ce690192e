import { type ChildProcess, spawn } from 'node:child_process';
import { timerMs } from '@ossferry/contract';
import { CredentialsError, type CredentialsErrorCode } from '../credentials-error.ts';
import type { Environment } from '../environment.ts';

export interface RunProgramOptions {
  readonly source: string;
  readonly timeoutMs: number;
  readonly environment: Environment;
  readonly stderr: 'ignore' | 'inherit';
  readonly platform: NodeJS.Platform;
}

/**
 * Runs a program without a shell and returns its standard output, at most 64 KiB. After `timeoutMs`, or when this process
 * exits, the program is killed with all its children. Errors contain no part of the command line or of the output.
 */
export function runProgram(words: readonly string[], options: RunProgramOptions): Promise<string> {
  const { source, timeoutMs, platform } = options;
  const limitMs = timerMs(timeoutMs);
  return new Promise((resolve, reject) => {
    const child = start(words, options);
    if (child === undefined) {
      const message = `${source}: the program cannot be started.`;
      reject(new CredentialsError({ source, code: 'ProcessFailed', message, advice: startAdvice(platform) }));
      return;
    }
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const killOnExit = (): void => killTree(child);
    process.once('exit', killOnExit);
    child.once('close', () => process.off('exit', killOnExit));
    const fail = (code: CredentialsErrorCode, why: string, advice?: string): void => {
      clearTimeout(timer);
      reject(new CredentialsError({ source, code, message: `${source}: the program ${why}.`, advice }));
    };
    const stop = (code: CredentialsErrorCode, why: string): void => {
      killTree(child);
      child.stdout?.destroy();
      fail(code, why);
    };
    const timer = setTimeout(() => stop('ProcessTimeout', `did not finish in ${timeoutMs} ms`), limitMs);
    child.on('error', ({ code }: NodeJS.ErrnoException) =>
      fail('ProcessFailed', `cannot be started (${code})`, startAdvice(platform)),
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) stop('InvalidProcessOutput', `wrote more than ${maxBytes} bytes`);
      else chunks.push(chunk);
    });
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      if (exitCode === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else fail('ProcessFailed', exitCode === null ? `was killed by ${signal}` : `failed with exit code ${exitCode}`);
    });
  });
}

const maxBytes = 65_536;

/** Without a shell, Windows only finds and starts .exe files. */
function startAdvice(platform: NodeJS.Platform): string | undefined {
  return platform === 'win32'
    ? 'Name a .exe file. A script of another kind needs its program: cmd.exe /d /c tool.cmd'
    : undefined;
}

function start([program = '', ...rest]: readonly string[], options: RunProgramOptions): ChildProcess | undefined {
  try {
    return spawn(program, rest, {
      env: options.environment,
      shell: false,
      // In its own process group, so that its children can be killed, too.
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', options.stderr],
    });
  } catch {
    // For example, a NUL character in an argument, which Node's message quotes, or a .cmd file.
    return undefined;
  }
}

function killTree(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const taskkill = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    taskkill.on('error', () => child.kill()).on('exit', (code) => code !== 0 && child.kill());
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The process group has already exited.
  }
}
