import { appendFile, copyFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file for the demo. */
export interface SampleFile {
  readonly path: string;
  readonly sizeBytes: number;
}

export const minSampleBytes = 100_000_000;

/**
 * Finds a file of at least 100 MB: the running program or, if it is smaller, repeated copies of it in a file in
 * `folder`.
 */
export async function findSampleFile(
  folder: string,
  program: string = process.execPath,
  minBytes: number = minSampleBytes,
): Promise<SampleFile> {
  const { size } = await stat(program);
  if (size >= minBytes) return { path: program, sizeBytes: size };
  const path = join(folder, 'sample');
  const bytes = await readFile(program);
  const copies = Math.ceil(minBytes / size);
  await copyFile(program, path);
  for (let copy = 1; copy < copies; copy += 1) await appendFile(path, bytes);
  return { path, sizeBytes: size * copies };
}
