import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { askProgram, runProgram } from './run-program.ts';

/** Runs our program on the official Go SDK V2: JSON in, JSON out. */
export type GoSdk = <Answer>(command: 'exercise' | 'presign', question: unknown) => Promise<Answer>;

/**
 * Builds the program in `clients/go` with the Go SDK that its `go.sum` pins, unless its sources were built before. Throws
 * where Go or the network is missing.
 */
export async function prepareGoSdk(): Promise<GoSdk> {
  const executable = join(cacheFolder, `go-${(await fingerprintSources()).slice(0, 16)}`);
  if (!existsSync(executable)) await build(executable);
  return (command, question) => askProgram({ command: executable, words: [command] }, question);
}

const sources = join(import.meta.dirname, '../clients/go');

async function fingerprintSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(sources)).sort()) hash.update(file).update(await readFile(join(sources, file)));
  return hash.digest('hex');
}

async function build(executable: string): Promise<void> {
  // Under a name of its own first, since another test run may build the same at this moment.
  const unfinished = `${executable}.${process.pid}`;
  await mkdir(cacheFolder, { recursive: true });
  await runProgram({
    command: 'go',
    words: ['build', '-buildvcs=false', '-o', unfinished, '.'],
    folder: sources,
    environment: { CGO_ENABLED: '0' },
  });
  await rename(unfinished, executable);
}
