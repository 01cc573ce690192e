import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../run-program.ts';
import type { Client, DownloadTask } from './client.ts';

const folder = join(import.meta.dirname, '../../npm-clients');

/** npm packages, each with a small program in `npm-clients/`. */
export const npmClients: readonly Client[] = [
  npmClient('ipull', '`parallelStreams: 4, maxStreamWait: 5000`, 5 retries'),
  npmClient('easydl', '`connections: 8, chunkSize: 2 MiB, maxRetry: 5, methodFallback: true, followRedirect: false`'),
  npmClient('nodejs-file-downloader', '`maxAttempts: 6, timeout: 5000, cloneFiles: false`'),
  npmClient(
    'ali-oss',
    '`get(name, file)` with credentials, `authorizationV4: true, timeout: 5000, retryMax: 5`',
    ({ endpoint, bucket, key, destination }) => [endpoint, bucket, key, destination],
  ),
];

/** Installs the packages that `npm-clients/package.json` pins. */
export async function installNpmClients(): Promise<void> {
  const args = ['install', '--ignore-workspace', '--frozen-lockfile', '--silent', '--dir', folder];
  const { exitCode, stderr, stdout } = await runProgram(['pnpm', ...args]);
  if (exitCode !== 0) throw new Error(`cannot install the npm clients:\n${stderr}${stdout}`);
}

function npmClient(
  name: string,
  options: string,
  args: (task: DownloadTask) => readonly string[] = ({ url, destination }) => [url, destination],
): Client {
  return {
    name,
    options,
    async version() {
      const manifest = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8').catch(
        () => undefined,
      );
      return manifest === undefined ? undefined : (JSON.parse(manifest) as { version: string }).version;
    },
    command: (task) => [process.execPath, join(folder, `${name}.mjs`), ...args(task)],
    // The program exits with 3 for an error that the package reports; 1 and 13 come from Node.
    isCrash: ({ exitCode, signal }) => exitCode === 1 || exitCode === 13 || signal === 'SIGABRT',
  };
}
