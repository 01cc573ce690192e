import { type FileHandle, open, stat } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import { onDisk } from '../workspace/disk-error.ts';

/** Opens a file that has to be there; fails with `FileMissing`, `NotAFile` or `FileUnreadable`. */
export function openExistingFile(path: string, mode: 'r' | 'r+'): Promise<FileHandle> {
  return onDisk(path, async () => {
    try {
      // First of all: to open a pipe waits for whoever writes into it.
      const found = await stat(path);
      if (!found.isFile()) throw notAFile(path, found.isDirectory());
      return await open(path, mode);
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
    message: `There is no file "${path}".`,
    advice: 'Download it: there is nothing to verify or repair.',
  });
}

function notAFile(path: string, isFolder: boolean): OssError {
  return new OssError({
    code: 'NotAFile',
    phase: 'disk',
    message: `"${path}" is ${isFolder ? 'a folder' : 'a device, a pipe or a socket'}, and no file.`,
    advice: 'Give the file that is to be compared with the object.',
  });
}

function fileUnreadable(path: string, cause: unknown): OssError {
  return new OssError({
    code: 'FileUnreadable',
    phase: 'disk',
    message: `"${path}" may not be read.`,
    advice: 'Check who owns it and its mode.',
    cause,
  });
}
