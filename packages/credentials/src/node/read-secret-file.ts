import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CredentialsError, type CredentialsErrorCode } from '../credentials-error.ts';
import type { NodeOptions } from './node-options.ts';

export interface ReadSecretFileOptions extends Pick<NodeOptions, 'platform' | 'readableByOthers' | 'onWarning'> {
  readonly source: string;
  /** Whether somebody named this very file: then its absence is a mistake. */
  readonly isExplicit: boolean;
}

/**
 * Reads a file that holds secrets, or names programs to run: a regular file of at most 1 MiB that only its owner can write.
 * All checks are made on the opened file, so that it cannot be exchanged in between. A link to such a file is fine.
 */
export async function readSecretFile(path: string, options: ReadSecretFileOptions): Promise<string> {
  const { source } = options;
  let file: FileHandle;
  try {
    // Without O_NONBLOCK, a FIFO would be waited for here.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw cannotOpen(path, error, options);
  }
  try {
    await checkFile(file, path, options);
    const text = await readLimited(file);
    if (text === undefined) throw unsafe(source, path, 'is larger than 1 MiB');
    if (text.includes('\0')) throw failure(source, 'InvalidFile', `${path} holds a NUL character.`);
    return text.replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}

const maxBytes = 1_048_576;
// One warning a file is enough, however often it is read.
const warnedPaths = new Set<string>();

async function checkFile(file: FileHandle, path: string, options: ReadSecretFileOptions): Promise<void> {
  const { source, platform = process.platform, readableByOthers = 'warn', onWarning = process.emitWarning } = options;
  const facts = await file.stat();
  if (!facts.isFile()) throw unsafe(source, path, 'is not a regular file');
  if (facts.size > maxBytes) throw unsafe(source, path, 'is larger than 1 MiB');
  if (platform === 'win32') return;
  if ((facts.mode & 0o022) !== 0) throw unsafe(source, path, 'can be written by others than its owner');
  if ((facts.mode & 0o044) === 0 || readableByOthers === 'allow') return;
  if (readableByOthers === 'refuse') throw unsafe(source, path, 'can be read by others than its owner');
  if (warnedPaths.has(path)) return;
  warnedPaths.add(path);
  onWarning(`${path} holds secrets and can be read by others than its owner: chmod 600 it.`);
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

function unsafe(source: string, path: string, why: string): CredentialsError {
  return failure(source, 'FileUnsafe', `${path} ${why}.`, why.includes('owner') ? 'chmod 600 it.' : undefined);
}

function failure(source: string, code: CredentialsErrorCode, message: string, advice?: string): CredentialsError {
  return new CredentialsError({ source, code, message, advice });
}
