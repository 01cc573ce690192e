import { renameSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { hasCode } from './has-code.ts';

/** The system, which tests replace. */
interface RenameSystem {
  readonly platform?: NodeJS.Platform | undefined;
  readonly rename?: ((from: string, to: string) => void) | undefined;
}

/**
 * Renames a file. On Windows, this fails while another process, such as a virus scanner or an indexer, has one of the
 * files open, so it is tried again for about two seconds.
 */
export async function renameFile(from: string, to: string, system?: RenameSystem): Promise<void> {
  for (const delayMs of [...shortDelaysMs, 200, 400, 600, 600, 0]) {
    if (tryRename(from, to, delayMs === 0, system)) return;
    await wait(delayMs);
  }
}

/** Renames a small file, which others have open only for a moment. On Windows, blocks for up to 0.2 seconds. */
export function renameFileSync(from: string, to: string, system?: RenameSystem): void {
  for (const delayMs of [...shortDelaysMs, 0]) {
    if (tryRename(from, to, delayMs === 0, system)) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
  }
}

const shortDelaysMs: readonly number[] = [10, 30, 60, 100];
const inUse: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];

/** Returns `false` if another try may help. */
function tryRename(from: string, to: string, isLast: boolean, system: RenameSystem = {}): boolean {
  const { platform = process.platform, rename = renameSync } = system;
  try {
    rename(from, to);
    return true;
  } catch (error) {
    if (!isLast && platform === 'win32' && inUse.some((code) => hasCode(error, code))) return false;
    throw error;
  }
}
