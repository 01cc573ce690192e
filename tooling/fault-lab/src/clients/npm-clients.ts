import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../run-program.ts';
import type { Client, Order } from './client.ts';

const folder = join(import.meta.dirname, '../../rivals');

/** npm packages, each in a small program of `rivals/`. */
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

/** Installs what `rivals/package.json` pins; a second time costs a moment. */
export async function installNpmClients(): Promise<void> {
  const words = ['install', '--ignore-workspace', '--frozen-lockfile', '--silent', '--dir', folder];
  const { exitCode, stderr, stdout } = await runProgram(['pnpm', ...words]);
  if (exitCode !== 0) throw new Error(`the npm packages of rivals/ cannot be installed:\n${stderr}${stdout}`);
}

function npmClient(
  name: string,
  options: string,
  words: (order: Order) => readonly string[] = ({ url, destination }) => [url, destination],
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
    command: (order) => [process.execPath, join(folder, `${name}.mjs`), ...words(order)],
    // The program ends with 3 when the package reports an error; 1 and 13 are Node's own.
    isCrash: ({ exitCode, signal }) => exitCode === 1 || exitCode === 13 || signal === 'SIGABRT',
  };
}
