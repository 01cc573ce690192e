import { mkdtemp, rmdir, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OssError } from '@ossferry/contract';
import { formatBytes } from '../format/format-bytes.ts';
import { minSampleBytes } from './sample-file.ts';

/** The sample file, if it has to be created, the stored object, and the download. */
const copies = 3;

/** Creates the temporary folder of a demo. Throws an `OssError` if it cannot be created or the disk is too full. */
export async function makeDemoFolder(parent: string = tmpdir()): Promise<string> {
  let folder: string;
  let freeBytes: number;
  try {
    folder = await mkdtemp(join(parent, 'ossferry-demo-'));
    const { bavail, bsize } = await statfs(folder);
    freeBytes = bavail * bsize;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw folderError('DirectoryUnusable', `Cannot create the files of the demo in "${parent}" (${code}).`, cause);
  }
  const neededBytes = copies * Math.max(minSampleBytes, (await stat(process.execPath)).size);
  if (freeBytes >= neededBytes) return folder;
  await rmdir(folder);
  const room = `the demo needs ${formatBytes(neededBytes)}, but only ${formatBytes(freeBytes)} are free`;
  throw folderError('DiskFull', `The disk of "${parent}" is too full: ${room}.`);
}

function folderError(code: string, message: string, cause?: unknown): OssError {
  return new OssError({
    code,
    phase: 'disk',
    message,
    advice: 'Set TMPDIR (on Windows, TEMP) to a folder with enough space.',
    cause,
  });
}
