import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';

/** Opens an existing regular file, or a link to one. Fails with `NotAFile`, or an error of the file system. */
export async function openRegularFile(path: string, mode: 'r' | 'r+'): Promise<FileHandle> {
  refuseOther(await stat(path), path); // Before `open`, which on some devices has an effect.
  const file = await open(path, (mode === 'r' ? constants.O_RDONLY : constants.O_RDWR) | noWait);
  try {
    refuseOther(await file.stat(), path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Otherwise, opening a pipe that replaced the file would wait for its other end. Windows has no such flag. */
export const noWait: number = constants.O_NONBLOCK ?? 0;

function refuseOther(found: Stats, path: string): void {
  if (found.isFile()) return;
  throw new OssError({
    code: 'NotAFile',
    phase: 'disk',
    message: `"${path}" is ${found.isDirectory() ? 'a folder' : 'a device, a pipe or a socket'}, not a file.`,
    advice: 'Give the path of the downloaded file.',
  });
}
