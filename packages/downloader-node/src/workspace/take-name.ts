import { chmodSync, linkSync, renameSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { destinationExists } from './check-destination.ts';

/**
 * Lets a finished file appear under its name. Unless it may replace, it fails with `DestinationExists` when the name was
 * taken meanwhile: a plain rename would replace what is there, a hard link refuses to.
 */
export function takeName(from: string, to: string, destination: string, overwrite: boolean): void {
  if (overwrite) replace(from, to);
  else if (linkNew(from, to, destination)) unlinkSync(from);
  else renameSync(from, to);
}

/** The new file has the mode of the old one: what only its owner could read stays so. */
function replace(from: string, to: string): void {
  const present = statSync(to, { throwIfNoEntry: false });
  // Only where they differ: some network file systems have one mode for all files, and let nobody change it.
  if (present !== undefined && permissionsOf(present) !== permissionsOf(statSync(from))) {
    chmodSync(from, permissionsOf(present));
  }
  renameSync(from, to);
}

function permissionsOf({ mode }: Stats): number {
  return mode & 0o777;
}

/** Gives `false` where there are no hard links, and the name is free as far as one can see. */
function linkNew(from: string, to: string, destination: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw destinationExists(destination);
    if (code === 'ENOENT') throw error;
    if (statSync(to, { throwIfNoEntry: false }) !== undefined) throw destinationExists(destination);
    return false;
  }
}
