import { type FileHandle, open, stat } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import { onDisk } from '../workspace/disk-error.ts';

/** Opens an existing file. Fails with `FileMissing`, `NotAFile` or `FileUnreadable`. */
export function openExistingFile(path: string, mode: 'r' | 'r+'): Promise<FileHandle> {
  return onDisk(path, async () => {
    try {
      // Before `open`, which would wait for a writer if the file is a pipe.
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
    message: `The file "${path}" does not exist.`,
    advice: 'Check the path, or download the file.',
  });
}

function notAFile(path: string, isFolder: boolean): OssError {
  return new OssError({
    code: 'NotAFile',
    phase: 'disk',
    message: `"${path}" is ${isFolder ? 'a folder' : 'a device, a pipe or a socket'}, not a file.`,
    advice: 'Give the path of the downloaded file.',
  });
}

function fileUnreadable(path: string, cause: unknown): OssError {
  return new OssError({
    code: 'FileUnreadable',
    phase: 'disk',
    message: `"${path}" is not readable.`,
    advice: 'Check its owner and its mode.',
    cause,
  });
}
