import { closeSync, constants, openSync, readSync, rmSync, statSync } from 'node:fs';
import { OssError } from '@ossferry/contract';
import { diskError } from './disk-error.ts';
import { noWait } from './open-regular-file.ts';
import { siblingPath } from './sibling-path.ts';

/** The path of a file's checksums file, which has the format of a journal. */
export function checksumsPath(path: string): string {
  return siblingPath(path, '.ossferry-checksums');
}

/**
 * Deletes the checksums of a file that was replaced, but no other file of that name. Never fails: remaining checksums
 * are recognized as stale.
 */
export function dropChecksums(path: string): void {
  const stale = checksumsPath(path);
  try {
    if (statSync(stale, { throwIfNoEntry: false })?.isFile() && beginsAsJournal(stale)) rmSync(stale, { force: true });
  } catch {
    // See above.
  }
}

/**
 * Refuses to replace a file that contains no checksums, with `DestinationExists`. Called before the download starts.
 */
export function refuseForeignChecksums(path: string): void {
  const place = checksumsPath(path);
  if (isReplaceable(place)) return;
  throw new OssError({
    code: 'DestinationExists',
    phase: 'disk',
    message: `"${place}" already exists and contains no checksums.`,
    advice: 'Move it away, or do not keep checksums.',
  });
}

function isReplaceable(place: string): boolean {
  try {
    const present = statSync(place, { throwIfNoEntry: false });
    return present === undefined || (present.isFile() && (present.size === 0 || beginsAsJournal(place)));
  } catch (cause) {
    throw diskError(cause, place);
  }
}

// The start of a journal's first record. Its checksum is not compared, which would take the whole line and the CRC-64.
const journalStart = /^[0-9a-f]{16} \{"ossferry":\d/;
/** Enough for `journalStart`. */
const startBytes = 64;

function beginsAsJournal(path: string): boolean {
  const descriptor = openSync(path, constants.O_RDONLY | noWait);
  try {
    const start = Buffer.alloc(startBytes);
    return journalStart.test(start.toString('latin1', 0, readSync(descriptor, start)));
  } finally {
    closeSync(descriptor);
  }
}
