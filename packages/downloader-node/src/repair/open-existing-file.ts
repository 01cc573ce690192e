import type { FileHandle } from 'node:fs/promises';
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
