import { mkdtemp, rmdir, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OssError } from '@ossferry/contract';
import { formatBytes } from '../format/format-bytes.ts';
import { minSampleBytes } from './sample-file.ts';

/** The file itself where it has to be made, what the OSS keeps of it, and the download. */
const copies = 3;

/** Makes the folder of a demo below that for temporary files. Throws an `OssError` where it cannot be, or has no room. */
export async function makeDemoFolder(parent: string = tmpdir()): Promise<string> {
  let folder: string;
  let freeBytes: number;
  try {
    folder = await mkdtemp(join(parent, 'ossferry-demo-'));
    const { bavail, bsize } = await statfs(folder);
    freeBytes = bavail * bsize;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw folderError('DirectoryUnusable', `"${parent}" cannot keep the files of the demo (${code}).`, cause);
  }
  const neededBytes = copies * Math.max(minSampleBytes, (await stat(process.execPath)).size);
  if (freeBytes >= neededBytes) return folder;
  await rmdir(folder);
  const room = `the demo needs ${formatBytes(neededBytes)}, and ${formatBytes(freeBytes)} are free`;
  throw folderError('DiskFull', `The disk that holds "${parent}" is too full: ${room}.`);
}

function folderError(code: string, message: string, cause?: unknown): OssError {
  return new OssError({ code, phase: 'disk', message, advice: 'Set TMPDIR to a folder with room for it.', cause });
}
