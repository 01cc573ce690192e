import { chmodSync, linkSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { hasCode } from '../has-code.ts';
import { renameFile } from '../rename-file.ts';
import { destinationExists } from './check-destination.ts';

/**
 * Renames a complete file to its destination. Without `overwrite`, fails with `DestinationExists` if the name was taken
 * in the meantime: a rename would replace that file, so a hard link is created instead.
 */
export async function moveIntoPlace(from: string, to: string, destination: string, overwrite: boolean): Promise<void> {
  if (overwrite) await replace(from, to);
  else if (linkNew(from, to, destination)) removeName(from);
  else await renameFile(from, to);
}

/** The new file gets the mode of the old one, so a private file stays private. */
async function replace(from: string, to: string): Promise<void> {
  const present = statSync(to, { throwIfNoEntry: false });
  const ownMode = permissionsOf(statSync(from));
  const mode = present === undefined ? ownMode : permissionsOf(present);
  // Only if they differ: some network file systems have a fixed mode for all files.
  if (mode !== ownMode) chmodSync(from, mode);
  try {
    await renameFile(from, to);
  } catch (error) {
    if (mode !== ownMode) chmodSync(from, ownMode); // A read-only file could not be resumed.
    throw error;
  }
}

/** The file is in its place, so a name that stays, for example in use on Windows, is not an error. */
function removeName(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // `openFileWorkspace` and `placeFile` never write to a file that they find with another name.
  }
}

/** Without set-user-ID and the like. */
export function permissionsOf({ mode }: Stats): number {
  return mode & 0o777;
}

/** Returns `false` if hard links are not supported and the name appears to be free. */
function linkNew(from: string, to: string, destination: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw destinationExists(destination);
    if (hasCode(error, 'ENOENT')) throw error;
    if (statSync(to, { throwIfNoEntry: false }) !== undefined) throw destinationExists(destination);
    return false;
  }
}
