import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ServedObject } from '../download/serve-object.ts';

/** Writes a list of this many URLs of a served object, one per line, and returns its path. */
export async function writeList(
  { origin, destination }: Pick<ServedObject, 'origin' | 'destination'>,
  objects: number,
): Promise<string> {
  const list = join(dirname(destination), 'list.txt');
  const urls = Array.from({ length: objects }, (_, index) => `${origin}/many/${index}.bin\n`);
  await writeFile(list, urls.join(''));
  return list;
}
