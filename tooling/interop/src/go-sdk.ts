import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { callProgram, runProgram } from './run-program.ts';

/** Runs a command of the program in `clients/go`, which uses the official Go SDK V2. */
export type GoSdk = <Output>(command: 'exercise' | 'presign', input: unknown) => Promise<Output>;

/**
 * Builds the program in `clients/go`, unless the cache has it. Rejects if Go or the network is not available.
 */
export async function prepareGoSdk(): Promise<GoSdk> {
  const executable = join(cacheFolder, `go-${(await fingerprintSources()).slice(0, 16)}`);
  if (!existsSync(executable)) await build(executable);
  return (command, input) => callProgram({ command: executable, args: [command] }, input);
}

const sources = join(import.meta.dirname, '../clients/go');

async function fingerprintSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(sources)).sort()) hash.update(file).update(await readFile(join(sources, file)));
  return hash.digest('hex');
}

async function build(executable: string): Promise<void> {
  // A temporary name, because another test run may build it at the same time.
  const temporary = `${executable}.${process.pid}`;
  await mkdir(cacheFolder, { recursive: true });
  await runProgram({
    command: 'go',
    args: ['build', '-buildvcs=false', '-o', temporary, '.'],
    folder: sources,
    environment: { CGO_ENABLED: '0' },
  });
  await rename(temporary, executable);
}
