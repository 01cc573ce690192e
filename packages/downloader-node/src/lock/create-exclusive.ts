import { linkSync, readFileSync, writeFileSync } from 'node:fs';
import { hasCode } from '../has-code.ts';

/**
 * Creates `path` with this content, atomically if the file system has hard links: `temporary` already contains it.
 * Returns `false` if the name is taken. Fails with `ENOENT` if the folder does not exist.
 */
export function createExclusive(temporary: string, path: string, content: string): boolean {
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw error;
    // No hard links: the file exists for a moment before its content is written.
    if (!hasCode(error, 'EEXIST')) writeExclusive(path, content);
  }
  // A network file system that retries after a lost response reports EEXIST although this link succeeded.
  return readIfExists(path) === content;
}

function writeExclusive(path: string, content: string): void {
  try {
    writeFileSync(path, content, { flag: 'wx' });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

function readIfExists(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
