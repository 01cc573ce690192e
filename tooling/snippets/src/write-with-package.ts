import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { WrittenProgram } from './toolchain.ts';

/** Puts a Java class into a package, as an app does, so that the classes of all programs can be compiled at once. */
export async function writeWithPackage({ id, path, source }: WrittenProgram): Promise<string> {
  const moved = join(dirname(path), 'src', basename(path));
  await mkdir(dirname(moved));
  await writeFile(moved, `package ${id};\n\n${source}`);
  return moved;
}
