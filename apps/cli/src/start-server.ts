import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OssError } from '@ossferry/contract';
import type { LocalOss, LocalOssOptions } from '@ossferry/local-oss';
import { usageError } from './usage-error.ts';

/** Starts a local OSS. Throws an `OssError` if the port or the directory cannot be used. */
export async function startServer(options: LocalOssOptions): Promise<LocalOss> {
  const { startLocalOss } = await import('@ossferry/local-oss');
  try {
    if (options.directory !== undefined) await makeFolder(options.directory);
    return await startLocalOss(options);
  } catch (cause) {
    const { code, syscall, message } = cause as NodeJS.ErrnoException;
    if (syscall === 'listen') {
      const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${code})`;
      throw usageError('PortUnavailable', `The port ${options.port} ${why}.`, 'Choose another --port, or remove it.');
    }
    throw new OssError({
      code: 'DirectoryUnusable',
      phase: 'disk',
      message: `The local OSS cannot start: ${message}.`,
      advice: 'Choose another --directory.',
      cause,
    });
  }
}

/** Not `recursive`, which loops forever where a parent exists but nothing can be created, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    const parent = dirname(folder);
    if (code !== 'ENOENT' || parent === folder || existsSync(parent)) throw error;
    await makeFolder(parent);
    await mkdir(folder);
  }
}
