import { linkSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Lets a file with this content appear at `path`, in one step where the file system has hard links: `temporary` holds the
 * content already. Gives `false` when the name is taken. Fails with `ENOENT` when the folder is gone.
 */
export function createExclusive(temporary: string, path: string, content: string): boolean {
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) throw error;
    // No hard links here: the content comes a moment after the name.
    if (!isCode(error, 'EEXIST')) writeExclusive(path, content);
  }
  // A network file system that loses its answer says that the name is taken when it is so by this very link.
  return readIfThere(path) === content;
}

export function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}

function writeExclusive(path: string, content: string): void {
  try {
    writeFileSync(path, content, { flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
