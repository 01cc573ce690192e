import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';

/** A file that is on the disk for good, and has yet to get its name. */
export interface PreparedFile {
  /** Puts it in the place of the one that has the name, in one step that survives a crash. */
  readonly place: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** Writes `bytes` beside `path`. */
export async function prepareFile(path: string, bytes: Uint8Array): Promise<PreparedFile> {
  const next = siblingPath(path, '.next');
  const discard = (): Promise<void> => rm(next, { force: true });
  try {
    await discard(); // What a killed process left, or a link that leads elsewhere.
    await writeFile(next, bytes, { flush: true, flag: 'wx' });
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    async place() {
      await rename(next, path);
      await syncFolder(dirname(path));
    },
    discard,
  };
}

/** Puts `bytes` in the place of a whole file. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const { place, discard } = await prepareFile(path, bytes);
  await place().catch(async (error: unknown) => {
    await discard();
    throw error;
  });
}
