import { renameSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { hasCode } from '../has-code.ts';

/** The system, which tests replace. */
interface RenameSystem {
  readonly platform?: NodeJS.Platform | undefined;
  readonly rename?: ((from: string, to: string) => void) | undefined;
}

/**
 * Renames a file. On Windows, this fails while a virus scanner or an indexer has a new file open, so it is tried again
 * for about two seconds.
 */
export async function renameFile(from: string, to: string, system: RenameSystem = {}): Promise<void> {
  const { platform = process.platform, rename = renameSync } = system;
  for (const delayMs of platform === 'win32' ? retryDelaysMs : []) {
    try {
      return rename(from, to);
    } catch (error) {
      if (!inUse.some((code) => hasCode(error, code))) throw error;
      await wait(delayMs);
    }
  }
  rename(from, to);
}

const retryDelaysMs: readonly number[] = [10, 30, 60, 100, 200, 400, 600, 600];
const inUse: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];
