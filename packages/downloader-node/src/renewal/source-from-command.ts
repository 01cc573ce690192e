import { spawn } from 'node:child_process';
import { redactText, timerMs } from '@ossferry/contract';
import type { PresignedUrl, SourceContext } from '@ossferry/downloader-core';
import type { Environment } from '../network/proxy.ts';
import { anySignal } from './any-signal.ts';
import { endWithUs } from './end-with-us.ts';
import { maxAnswerBytes, outputAdvice, readPresignedText, renewalFailed } from './presigned-text.ts';

export interface CommandSourceOptions {
  /** After so long the command is ended. @default 60 000 */
  readonly timeoutMs?: number | undefined;
  /** Ends the command; that of the download does so by itself. */
  readonly signal?: AbortSignal | undefined;
  /** @default process.env */
  readonly env?: Environment | undefined;
}

/**
 * Makes a source out of a shell command that prints a fresh URL, or JSON with `url` and `signedHeaders`, on stdout. Fails
 * with `RenewalFailed`, which shows what the command said on stderr, signatures masked. When this process exits, the
 * command is ended; only a signal that the process does not listen for leaves it behind.
 */
export function sourceFromCommand(
  command: string,
  options: CommandSourceOptions = {},
): (context?: Pick<SourceContext, 'signal'>) => Promise<PresignedUrl> {
  timerMs(options.timeoutMs ?? defaultTimeoutMs);
  return async (context) => {
    const signal = anySignal(options.signal, context?.signal);
    return readPresignedText(await runCommand(command, { ...options, signal }), 'The renewal command');
  };
}

const defaultTimeoutMs = 60_000;

const shownLength = 500;
/** What is kept of stderr: much more than is shown, so that no signature is cut before it is masked. */
const keptLength = 64 * 1024;

function runCommand(command: string, options: CommandSourceOptions): Promise<string> {
  const { timeoutMs = defaultTimeoutMs, signal, env = process.env } = options;
  return new Promise((resolve, reject) => {
    const clock = AbortSignal.timeout(timerMs(timeoutMs));
    const end = signal === undefined ? clock : AbortSignal.any([signal, clock]);
    // In a group of its own, so that what the shell has started can be ended with it.
    const detached = process.platform !== 'win32';
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env, signal: end, detached });
    const endAll = (): void => {
      if (detached && child.pid !== undefined) killGroup(child.pid);
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
    };
    end.addEventListener('abort', endAll, { once: true });
    const forget = endWithUs(() => {
      child.kill();
      endAll();
    });
    // Its number may be another one's from then on.
    const isOver = (): void => {
      end.removeEventListener('abort', endAll);
      forget();
    };
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.length <= maxAnswerBytes) return;
      child.kill();
      endAll();
      reject(renewalFailed('The renewal command printed too much', outputAdvice));
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr = (stderr + chunk).slice(-keptLength);
    });
    child.once('error', (cause) => {
      if (child.pid === undefined) isOver();
      if (signal?.aborted) return reject(signal.reason);
      const what = clock.aborted ? `did not end within ${timeoutMs / 1000} s` : 'could not be run';
      reject(renewalFailed(`The renewal command ${what}`, advice, { cause }));
    });
    child.once('close', (code, killedBy) => {
      isOver();
      if (code === 0) return resolve(stdout);
      const said = redactText(stderr).slice(-shownLength).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
      const how = code === null ? `was ended by ${killedBy}` : `ended with code ${code}`;
      reject(renewalFailed(`The renewal command ${how}${said === '' ? '' : `: ${said}`}`, advice));
    });
  });
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader);
  } catch {
    // It is gone.
  }
}

const advice = 'Run it by itself to see what it does; it must not wait for input.';
