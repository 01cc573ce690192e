import { closeSync, fdatasync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { dropChecksums } from './checksums-path.ts';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';
import { takeName } from './take-name.ts';
import { writeFully } from './write-fully.ts';

const sync = promisify(fdatasync);

/** Where a file goes. */
export interface Place {
  /** Absolute. */
  readonly path: string;
  /** As its user wrote it, for messages. */
  readonly destination: string;
  /** Replace what is there. */
  readonly overwrite: boolean;
}

/**
 * Writes a whole file that appears at its path only when its bytes are on the disk for good: under a temporary name in the
 * same folder, synced, then renamed. Leaves nothing behind when it fails.
 */
export async function placeFile(bytes: Uint8Array, { path, destination, overwrite }: Place): Promise<void> {
  const temporary = siblingPath(path, `.${Math.random().toString(36).slice(2, 10)}.ossferry`);
  const descriptor = openSync(temporary, 'wx');
  try {
    try {
      writeFully(descriptor, bytes, 0);
      await sync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    takeName(temporary, path, destination, overwrite);
    dropChecksums(path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}
