import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { WrittenProgram } from './toolchain.ts';

/** Writes a Java class with a package, so that the classes of all programs can be compiled together. */
export async function writeWithPackage({ id, path, source }: WrittenProgram): Promise<string> {
  const sourcePath = join(dirname(path), 'src', basename(path));
  await mkdir(dirname(sourcePath));
  await writeFile(sourcePath, `package ${id};\n\n${source}`);
  return sourcePath;
}
