import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { hasCode } from '../has-code.ts';
import { destinationExists } from './check-destination.ts';
import { dropChecksums } from './checksums-path.ts';
import { moveIntoPlace, permissionsOf } from './move-into-place.ts';
import { siblingPath } from './sibling-path.ts';
import { syncFolder } from './sync-folder.ts';
import { durableFlags, writeDurably } from './write-durably.ts';

/** The place of a file. */
export interface Place {
  /** Absolute. */
  readonly path: string;
  /** The path as given by the caller, for messages. */
  readonly destination: string;
  /** Replace an existing file. */
  readonly overwrite: boolean;
  /** The folder was empty at the start, so it contains no checksums of an older file. @default false */
  readonly folderWasEmpty?: boolean | undefined;
}

/**
 * Writes a complete file that appears at its path only when its bytes are durable: it is written under a temporary name
 * in the same folder, synced and renamed. If that fails, no file is left. Also deletes the temporary file of a killed
 * process.
 */
export async function placeFile(bytes: Uint8Array, place: Place): Promise<void> {
  const { path, destination, overwrite, folderWasEmpty = false } = place;
  // From the start: nobody else may read the new content of a private file.
  const present = overwrite ? statSync(path, { throwIfNoEntry: false }) : undefined;
  const { temporary, descriptor, stale } = openTemporary(path, present && permissionsOf(present));
  try {
    try {
      await writeDurably(descriptor, bytes);
    } finally {
      closeSync(descriptor);
    }
    await moveIntoPlace(temporary, path, destination, overwrite);
  } catch (error) {
    cleanUp(() => rmSync(temporary, { force: true }));
    // Another download created the file first, and deleted our temporary file as stale.
    if (hasCode(error, 'ENOENT') && existsSync(path)) throw destinationExists(destination);
    throw error;
  }
  // The file is in its place, so a failed cleanup is not an error.
  if (!folderWasEmpty) dropChecksums(path);
  if (stale !== undefined) cleanUp(() => deleteStale(stale, overwrite));
  await syncFolder(dirname(path));
}

function cleanUp(act: () => void): void {
  try {
    act();
  } catch {
    // The remaining file does no harm.
  }
}

/** Differs from the suffix of workspace folders. */
const temporarySuffix = '.ossferry-new';

interface Temporary {
  readonly temporary: string;
  readonly descriptor: number;
  /** Another file with the usual temporary name: a killed process left it, or another download is using it. */
  readonly stale?: string | undefined;
}

/** Always uses the same name for a path, so that a stale file is found; a random name if that one is taken. */
function openTemporary(path: string, mode: number | undefined): Temporary {
  const usual = siblingPath(path, temporarySuffix);
  try {
    return { temporary: usual, descriptor: openSync(usual, durableFlags, mode) };
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  const temporary = siblingPath(path, `.${Math.random().toString(36).slice(2, 10)}${temporarySuffix}`);
  return { temporary, descriptor: openSync(temporary, durableFlags, mode), stale: usual };
}

/** Writing and renaming a temporary file takes much less. */
const staleMs = 60_000;

// Without `overwrite`, the new file prevents any other download from renaming the stale one, so it can be deleted. With
// `overwrite`, a running download may still rename it, so it is only deleted if it is old.
function deleteStale(stale: string, overwrite: boolean): void {
  const writtenAtMs = statSync(stale, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  if (!overwrite || Date.now() - writtenAtMs > staleMs) rmSync(stale, { force: true });
}
