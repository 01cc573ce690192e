import { existsSync, rmSync } from 'node:fs';
import { siblingPath } from './sibling-path.ts';

/** Where the checksums of a file are: in the format of a journal, beside it. */
export function checksumsPath(path: string): string {
  return siblingPath(path, '.ossferry-checksums');
}

/** Takes away the checksums of a file that has been replaced. Never fails: those that stay are known to be stale. */
export function dropChecksums(path: string): void {
  const stale = checksumsPath(path);
  try {
    if (existsSync(stale)) rmSync(stale, { force: true });
  } catch {
    // See above.
  }
}
