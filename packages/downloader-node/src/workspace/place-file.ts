import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { destinationExists } from './check-destination.ts';
import { dropChecksums } from './checksums-path.ts';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';
import { takeName } from './take-name.ts';
import { durableFlags, writeDurably } from './write-durably.ts';

/** Where a file goes. */
export interface Place {
  /** Absolute. */
  readonly path: string;
  /** As its user wrote it, for messages. */
  readonly destination: string;
  /** Replace what is there. */
  readonly overwrite: boolean;
  /** The folder was empty when the run began: no checksums of an older file can be in it. @default false */
  readonly folderWasEmpty?: boolean | undefined;
}

/**
 * Writes a whole file that appears at its path only when its bytes are on the disk for good: under a temporary name in the
 * same folder, synced, then renamed. Leaves nothing behind when it fails, and takes away what a process left that was
 * killed at it.
 */
export async function placeFile(bytes: Uint8Array, place: Place): Promise<void> {
  const { path, destination, overwrite, folderWasEmpty = false } = place;
  const { temporary, descriptor, left } = openTemporary(path);
  try {
    try {
      await writeDurably(descriptor, bytes);
    } finally {
      closeSync(descriptor);
    }
    takeName(temporary, path, destination, overwrite);
  } catch (error) {
    tidy(() => rmSync(temporary, { force: true }));
    // Whoever came first took our temporary file for what a dead process had left.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && existsSync(path)) throw destinationExists(destination);
    throw error;
  }
  // The file is in its place: whatever cannot be tidied up from here on is no failure.
  if (!folderWasEmpty) dropChecksums(path);
  if (left !== undefined) tidy(() => dropLeft(left, overwrite));
  await syncFolder(dirname(path));
}

function tidy(act: () => void): void {
  try {
    act();
  } catch {
    // What stays is in nobody's way.
  }
}

/** No workspace folder of any destination has a name that ends so. */
const temporarySuffix = '.ossferry-new';

interface Temporary {
  readonly temporary: string;
  readonly descriptor: number;
  /** The file that has the usual temporary name. */
  readonly left?: string | undefined;
}

/** Always the same name for a path, so that what a dead process left is found; another one while that name is taken. */
function openTemporary(path: string): Temporary {
  const usual = siblingPath(path, temporarySuffix);
  try {
    return { temporary: usual, descriptor: openSync(usual, durableFlags) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const temporary = siblingPath(path, `.${Math.random().toString(36).slice(2, 10)}${temporarySuffix}`);
  return { temporary, descriptor: openSync(temporary, durableFlags), left: usual };
}

/** A living process needs moments from the first byte of a temporary file to its renaming. */
const oldMs = 60_000;

// Without overwriting, the file that has just got its name keeps out all that could still want it, so that what is left
// may go whoever made it. With overwriting, a living process may yet rename it: only an old one is nobody's.
function dropLeft(left: string, overwrite: boolean): void {
  const writtenAtMs = statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  if (!overwrite || Date.now() - writtenAtMs > oldMs) rmSync(left, { force: true });
}
