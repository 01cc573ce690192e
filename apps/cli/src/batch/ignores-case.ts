import { type BigIntStats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Whether names that differ only in case are the same in a folder, as they are by default on Windows and macOS. Looks up
 * the folder, or its nearest existing parent, by its name in the other case.
 */
export function ignoresCase(folder: string, platform: NodeJS.Platform = process.platform): boolean {
  for (let path = resolve(folder); path !== dirname(path); path = dirname(path)) {
    const other = join(dirname(path), swapCase(basename(path)));
    const own = other === path ? undefined : lookUp(path);
    if (own === undefined) continue;
    const found = lookUp(other);
    return found?.ino === own.ino && found.dev === own.dev;
  }
  return platform === 'win32' || platform === 'darwin';
}

/** Returns a name that is equal for names that such a disk takes as the same. macOS also ignores Unicode normalization. */
export function foldCase(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function swapCase(name: string): string {
  const lower = name.toLowerCase();
  return name === lower ? name.toUpperCase() : lower;
}

function lookUp(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
