import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameFile } from '../rename-file.ts';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';

/** A file whose bytes are durable, under a temporary name. */
export interface PreparedFile {
  /** Renames it to its path, atomically and durably. */
  readonly place: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** Writes `bytes` to a temporary file next to `path`. */
export async function prepareFile(path: string, bytes: Uint8Array): Promise<PreparedFile> {
  const next = siblingPath(path, '.next');
  const discard = (): Promise<void> => rm(next, { force: true });
  try {
    await discard(); // The file of a killed process, or a link to another file.
    await writeFile(next, bytes, { flush: true, flag: 'wx' });
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    async place() {
      await renameFile(next, path);
      await syncFolder(dirname(path));
    },
    discard,
  };
}

/** Replaces a file atomically and durably. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const { place, discard } = await prepareFile(path, bytes);
  await place().catch(async (error: unknown) => {
    await discard();
    throw error;
  });
}
