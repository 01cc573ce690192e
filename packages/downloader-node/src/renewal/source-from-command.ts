import { spawn } from 'node:child_process';
import { OssError, redactText, timerMs } from '@ossferry/contract';
import type { PresignedUrl, SourceContext } from '@ossferry/downloader-core';
import type { Environment } from '../network/proxy.ts';
import { anySignal } from './any-signal.ts';
import { hasGroups, killTree } from './kill-tree.ts';
import { onProcessExit } from './on-process-exit.ts';
import { maxTextBytes, outputAdvice, readPresignedText, renewalFailed } from './presigned-text.ts';

export interface CommandSourceOptions {
  /** The command is killed after this time. @default 60 000 */
  readonly timeoutMs?: number | undefined;
  /** Kills the command. The signal of the download does so too. */
  readonly signal?: AbortSignal | undefined;
  /** @default process.env */
  readonly env?: Environment | undefined;
}

/**
 * Creates a source from a shell command that prints a new URL, or JSON with `url` and `signedHeaders`, to stdout. Fails
 * with `RenewalFailed`, which quotes the command's stderr with signatures masked. The command is killed when this
 * process exits, unless a signal without a listener kills the process.
 */
export function sourceFromCommand(
  command: string,
  options: CommandSourceOptions = {},
): (context?: Pick<SourceContext, 'signal'>) => Promise<PresignedUrl> {
  if (typeof command !== 'string') {
    const message = 'The renewal command is not text.';
    throw new OssError({
      code: 'InvalidOption',
      phase: 'config',
      message,
      advice: 'Give a command line for the shell.',
    });
  }
  timerMs(options.timeoutMs ?? defaultTimeoutMs); // An invalid time is refused now, not at the first renewal.
  return async (context) => {
    const signal = anySignal(options.signal, context?.signal);
    return readPresignedText(await runCommand(command, { ...options, signal }), 'The renewal command');
  };
}

const defaultTimeoutMs = 60_000;

const shownLength = 500;
/** Much more than `shownLength`, so that no signature is cut before it is masked. */
const keptLength = 64 * 1024;

function runCommand(command: string, options: CommandSourceOptions): Promise<string> {
  const { timeoutMs = defaultTimeoutMs, signal, env = process.env } = options;
  return new Promise((resolve, reject) => {
    const timeout = AbortSignal.timeout(timerMs(timeoutMs));
    const end = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    end.throwIfAborted();
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env, detached: hasGroups });
    const killAll = (): void => {
      if (child.pid !== undefined) killTree(child.pid);
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
    };
    const onEnd = (): void => {
      killAll();
      if (signal?.aborted) reject(signal.reason);
      else reject(renewalFailed(`The renewal command did not end within ${timeoutMs / 1000} s`, advice));
    };
    end.addEventListener('abort', onEnd, { once: true });
    const removeExitCallback = onProcessExit(killAll);
    // After the command has ended, its process ID may belong to another process.
    const onEnded = (): void => {
      end.removeEventListener('abort', onEnd);
      removeExitCallback();
    };
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.length <= maxTextBytes) return;
      killAll();
      reject(renewalFailed('The renewal command printed too much', outputAdvice));
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr = (stderr + chunk).slice(-keptLength);
    });
    child.once('error', (cause) => {
      if (child.pid === undefined) onEnded();
      reject(renewalFailed('The renewal command could not be started', advice, { cause }));
    });
    child.once('close', (code, killedBy) => {
      onEnded();
      if (code === 0) return resolve(stdout);
      const shown = redactText(stderr).slice(-shownLength).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
      const how = code === null ? `was killed by ${killedBy}` : `exited with code ${code}`;
      reject(renewalFailed(`The renewal command ${how}${shown === '' ? '' : `: ${shown}`}`, advice));
    });
  });
}

const advice = 'Run the command on its own to see the problem. It must not wait for input.';
