import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CredentialsError, type CredentialsErrorCode } from '../credentials-error.ts';
import type { NodeOptions } from './node-options.ts';

export interface ReadSecretFileOptions extends Pick<NodeOptions, 'platform' | 'readableByOthers' | 'onWarning'> {
  readonly source: string;
  /** Whether the user named this file, so that its absence is an error. */
  readonly isExplicit: boolean;
}

/**
 * Reads a file that contains secrets or programs to run. It must be a regular file of at most 1 MiB that only its owner can
 * write, or a link to one. All checks are made on the open file, so that it cannot be replaced in between.
 */
export async function readSecretFile(path: string, options: ReadSecretFileOptions): Promise<string> {
  const { source } = options;
  let file: FileHandle;
  try {
    // Without O_NONBLOCK, opening a FIFO would block.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw cannotOpen(path, error, options);
  }
  try {
    await checkFile(file, path, options);
    const text = await readLimited(file);
    if (text === undefined) throw unsafe(source, path, 'is larger than 1 MiB');
    if (text.includes('\0')) throw failure(source, 'InvalidFile', `${path} contains a NUL character.`);
    return text.replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}

const maxBytes = 1_048_576;
const chmod = 'Run chmod 600 on it.';
// Each file is warned about only once.
const warnedPaths = new Set<string>();

async function checkFile(file: FileHandle, path: string, options: ReadSecretFileOptions): Promise<void> {
  const { source, platform = process.platform, readableByOthers = 'warn', onWarning = process.emitWarning } = options;
  const stats = await file.stat();
  if (!stats.isFile()) throw unsafe(source, path, 'is not a regular file');
  if (platform === 'win32') return;
  if ((stats.mode & 0o022) !== 0) throw unsafe(source, path, 'can be written by users other than its owner', chmod);
  if ((stats.mode & 0o044) === 0 || readableByOthers === 'allow') return;
  if (readableByOthers === 'refuse') throw unsafe(source, path, 'can be read by users other than its owner', chmod);
  if (warnedPaths.has(path)) return;
  warnedPaths.add(path);
  onWarning(`${path} contains secrets and can be read by users other than its owner. ${chmod}`);
}

async function readLimited(file: FileHandle): Promise<string | undefined> {
  const buffer = Buffer.alloc(maxBytes + 1);
  let sizeBytes = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, sizeBytes, buffer.length - sizeBytes, sizeBytes);
    sizeBytes += bytesRead;
    if (bytesRead === 0) return buffer.toString('utf8', 0, sizeBytes);
    if (sizeBytes > maxBytes) return undefined;
  }
}

function cannotOpen(path: string, error: unknown, { source, isExplicit }: ReadSecretFileOptions): CredentialsError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new CredentialsError({
      source,
      code: 'FileMissing',
      absent: !isExplicit,
      message: `${path} does not exist.`,
    });
  }
  return failure(source, 'FileUnreadable', `${path} cannot be read (${code}).`);
}

function unsafe(source: string, path: string, why: string, advice?: string): CredentialsError {
  return failure(source, 'FileUnsafe', `${path} ${why}.`, advice);
}

function failure(source: string, code: CredentialsErrorCode, message: string, advice?: string): CredentialsError {
  return new CredentialsError({ source, code, message, advice });
}
