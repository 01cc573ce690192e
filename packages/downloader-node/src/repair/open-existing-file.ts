import { type FileHandle, open } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import { diskError, onDisk } from '../workspace/disk-error.ts';

/** Opens a file that has to be there; fails with `FileMissing` or `DestinationIsFolder`. */
export async function openExistingFile(path: string, mode: 'r' | 'r+'): Promise<FileHandle> {
  const file = await onDisk(path, () =>
    open(path, mode).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? fileMissing(path) : error;
    }),
  );
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw diskError({ code: 'EISDIR' }, path);
}

function fileMissing(path: string): OssError {
  return new OssError({
    code: 'FileMissing',
    phase: 'disk',
    message: `There is no file "${path}".`,
    advice: 'Download it: there is nothing to verify or repair.',
  });
}
