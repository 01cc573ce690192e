import { basename, dirname } from 'node:path';
import { runProgram } from '../run-program.ts';
import type { Client, DownloadTask } from './client.ts';

const curlOptions = [
  ...['--silent', '--show-error', '--fail', '--location', '--max-redirs', '0'],
  ...['--retry', '5', '--retry-all-errors', '--retry-delay', '1', '--connect-timeout', '5'],
  ...['--speed-limit', '1', '--speed-time', '5', '--continue-at', '-'],
];

const wgetOptions = [
  ...['--no-config', '--no-verbose', '--continue', '--tries=6', '--waitretry=1', '--timeout=5', '--max-redirect=0'],
  ...['--retry-connrefused', '--retry-on-http-error=429,500,502,503,504'],
];

const aria2Options = [
  ...['--no-conf', '--quiet', '--continue=true', '-x8', '-s8', '-k1M', '--max-tries=6', '--retry-wait=1'],
  ...['--timeout=5', '--connect-timeout=5', '--auto-file-renaming=false', '--allow-overwrite=true'],
];

/** Installed programs, each with its best options for an unreliable network. */
export const systemClients: readonly Client[] = [
  systemClient('curl', curlOptions, ({ url, destination }) => ['--output', destination, url]),
  systemClient('wget', wgetOptions, ({ url, destination }) => ['--output-document', destination, url]),
  systemClient('aria2c', aria2Options, ({ url, destination }) => [
    ...['--dir', dirname(destination), '--out', basename(destination), url],
  ]),
];

function systemClient(
  program: string,
  options: readonly string[],
  args: (task: DownloadTask) => readonly string[],
): Client {
  return {
    name: program,
    options: `\`${[program, ...options].join(' ')}\``,
    async version() {
      const result = await runProgram([program, '--version']).catch(() => undefined);
      return /\d+(?:\.\d+)+/.exec(result?.stdout ?? '')?.[0];
    },
    command: (task) => [program, ...options, ...args(task)],
    isCrash: ({ signal }) => signal === 'SIGSEGV' || signal === 'SIGABRT' || signal === 'SIGPIPE',
  };
}
