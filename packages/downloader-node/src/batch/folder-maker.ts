import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskError } from '../disk-error.ts';

/** Folders that are remembered as made: a batch may go through millions of them. */
const rememberedFolders = 10_000;

/** Makes the folders on the way to files, each of them once as long as it is remembered. */
export function createFolderMaker(): (destination: string) => void {
  const made = new Set<string>();
  return (destination) => {
    const folder = dirname(destination);
    if (made.has(folder)) return;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (cause) {
      throw diskError(cause, destination);
    }
    if (made.size >= rememberedFolders) made.clear();
    made.add(folder);
  };
}
