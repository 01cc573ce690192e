import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';

/** Puts `bytes` in the place of a whole file, in one step that survives a crash. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const next = siblingPath(path, '.next');
  try {
    await writeFile(next, bytes, { flush: true });
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}
