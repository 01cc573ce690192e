import { chmodSync, linkSync, renameSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { hasCode } from '../has-code.ts';
import { destinationExists } from './check-destination.ts';

/**
 * Renames a complete file to its destination. Without `overwrite`, fails with `DestinationExists` if the name was taken
 * in the meantime: a rename would replace that file, so a hard link is created instead.
 */
export function moveIntoPlace(from: string, to: string, destination: string, overwrite: boolean): void {
  if (overwrite) replace(from, to);
  else if (linkNew(from, to, destination)) unlinkSync(from);
  else renameSync(from, to);
}

/** The new file gets the mode of the old one, so a private file stays private. */
function replace(from: string, to: string): void {
  const present = statSync(to, { throwIfNoEntry: false });
  // Only if they differ: some network file systems have a fixed mode for all files.
  if (present !== undefined && permissionsOf(present) !== permissionsOf(statSync(from))) {
    chmodSync(from, permissionsOf(present));
  }
  renameSync(from, to);
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
