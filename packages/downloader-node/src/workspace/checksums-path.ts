import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { OssError } from '@ossferry/contract';
import { siblingPath } from './sibling-path.ts';

/** Where the checksums of a file are: in the format of a journal, beside it. */
export function checksumsPath(path: string): string {
  return siblingPath(path, '.ossferry-checksums');
}

/**
 * Takes away the checksums of a file that has been replaced, and no file of somebody else that has their name. Never
 * fails: those that stay are known to be stale.
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
 * Refuses to put checksums in the place of a file that holds none, with `DestinationExists`: before anything is fetched.
 */
export function refuseForeignChecksums(path: string): void {
  const place = checksumsPath(path);
  const present = statSync(place, { throwIfNoEntry: false });
  if (present === undefined || (present.isFile() && (present.size === 0 || beginsAsJournal(place)))) return;
  throw new OssError({
    code: 'DestinationExists',
    phase: 'disk',
    message: `"${place}" exists already, and holds no checksums.`,
    advice: 'Move it away, or keep no checksums.',
  });
}

// How the first record of a journal begins. Its sum is not proven: that would take the whole line, and the CRC-64.
const journalStart = /^[0-9a-f]{16} \{"ossferry":\d/;
/** More than the beginning has. */
const startBytes = 64;

function beginsAsJournal(path: string): boolean {
  const descriptor = openSync(path, 'r');
  try {
    const start = Buffer.alloc(startBytes);
    return journalStart.test(start.toString('latin1', 0, readSync(descriptor, start)));
  } finally {
    closeSync(descriptor);
  }
}
