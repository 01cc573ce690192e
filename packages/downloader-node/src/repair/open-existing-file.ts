import { type FileHandle, lstat, realpath } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import { onDisk } from '../workspace/disk-error.ts';
import { openRegularFile } from '../workspace/open-regular-file.ts';

/** Opens an existing file. Fails with `FileMissing`, `NotAFile` or `FileUnreadable`. */
export function openExistingFile(path: string, mode: 'r' | 'r+'): Promise<FileHandle> {
  return onDisk(path, async () => {
    try {
      return await openRegularFile(path, mode);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') throw fileMissing(path);
      throw mode === 'r' && (code === 'EACCES' || code === 'EPERM') ? fileUnreadable(path, error) : error;
    }
  });
}

/**
 * Returns the path of the file that a symbolic link leads to, and other paths as they are. Checksums and workspaces are
 * next to the file itself, so they are found, and locked, by any of its names.
 */
export async function followLink(path: string): Promise<string> {
  try {
    return (await lstat(path)).isSymbolicLink() ? await realpath(path) : path;
  } catch {
    return path; // Such as `/dev/stdin` of a deleted file.
  }
}

function fileMissing(path: string): OssError {
  return new OssError({
    code: 'FileMissing',
    phase: 'disk',
    message: `The file "${path}" does not exist.`,
    advice: 'Check the path, or download the file.',
  });
}

function fileUnreadable(path: string, cause: unknown): OssError {
  return new OssError({
    code: 'FileUnreadable',
    phase: 'disk',
    message: `"${path}" is not readable.`,
    advice: 'Check its permissions.',
    cause,
  });
}
