import type { FileHandle } from 'node:fs/promises';
import type { DownloadSource, ObjectIdentity, Piece, Span } from '@ossferry/downloader-core';
import {
  checkOptions,
  createJournalCodec,
  describeDifference,
  pinOf,
  withAsyncListener,
} from '@ossferry/downloader-core/internal';
import { loadCrc64 } from '../load-crc64.ts';
import { onDisk } from '../workspace/disk-error.ts';
import { askObject, type ExistingFileOptions } from './ask-object.ts';
import { type Checksums, readChecksums, writeChecksums } from './checksums-file.ts';
import { checksumsDamaged, checksumsStale } from './checksums-warnings.ts';
import { examineFile } from './examine-file.ts';
import { openExistingFile } from './open-existing-file.ts';
import { createSpanChecker } from './span-checker.ts';

export type VerifyOptions = ExistingFileOptions;

/** How a file compares with an object. */
export interface VerifyResult {
  /** Whether the file is the object, as far as `verified` reaches. */
  readonly whole: boolean;
  /** `crc64`: the one OSS has; `checksums`: those kept with the file; `length`: nothing else could be compared. */
  readonly verified: 'crc64' | 'checksums' | 'length';
  /** Size of the object. */
  readonly sizeBytes: number;
  readonly fileBytes: number;
  /** CRC-64 of the file, in decimal as OSS writes it; absent where its size says enough. */
  readonly crc64?: string | undefined;
  readonly etag?: string | undefined;
  readonly versionId?: string | undefined;
  /** Bytes of the object that the file does not have, in order; absent where no checksums file could tell. */
  readonly badRanges?: readonly Span[] | undefined;
}

/**
 * Compares a file with an object: its size, its CRC-64 and, where a checksums file stands beside it, each piece. Reads
 * the file once, with about 1 MiB of memory, and fetches one byte. A file that is not whole is a result; an error says
 * that it could not be told.
 */
export async function verify(file: string, source: DownloadSource, options: VerifyOptions = {}): Promise<VerifyResult> {
  checkOptions(options);
  const opened = await openExistingFile(file, 'r');
  try {
    return await withAsyncListener(options, async (wrapped) => {
      const { identity } = await askObject(source, wrapped);
      return onDisk(file, () => compare(file, opened, identity, wrapped));
    });
  } finally {
    await opened.close();
  }
}

async function compare(
  file: string,
  opened: FileHandle,
  identity: ObjectIdentity,
  options: VerifyOptions,
): Promise<VerifyResult> {
  const { sizeBytes, etag, versionId } = identity;
  const { keepChecksums = false, signal, onEvent } = options;
  const crc64Of = await loadCrc64();
  const codec = createJournalCodec(crc64Of);
  const checksums = usable(await readChecksums(file, codec), identity, options);
  const { size: fileBytes } = await opened.stat();
  const facts = { sizeBytes, fileBytes, etag, versionId };
  const fits = fileBytes === sizeBytes;
  if (!fits && checksums === null) return { ...facts, whole: false, verified: 'length' };

  const check = createSpanChecker(opened, crc64Of, signal);
  const examined = await examineFile({ check, sizeBytes, expected: checksums ?? [], onEvent });
  const crc64 = fits ? examined.crc64 : undefined;
  const verified = identity.crc64 !== undefined ? 'crc64' : checksums !== null ? 'checksums' : 'length';
  const whole =
    fits &&
    (verified === 'crc64' ? crc64 === identity.crc64 : verified === 'length' || examined.badRanges.length === 0);
  if (whole && keepChecksums) await writeChecksums(file, codec, identity, examined.pieces);
  const badRanges = checksums === null ? undefined : whole ? [] : examined.badRanges;
  return { ...facts, whole, verified, crc64: crc64?.toString(), badRanges };
}

/** The pieces of a checksums file, when they are of this object. */
function usable(
  { journal, damaged }: Checksums,
  identity: ObjectIdentity,
  { pin, onEvent }: VerifyOptions,
): readonly Piece[] | null {
  if (damaged) onEvent?.(checksumsDamaged);
  const before = pinOf(journal?.identity, pin ?? 'strict');
  const difference = before === undefined ? undefined : describeDifference(identity, before);
  if (difference === undefined) return journal?.pieces ?? null;
  onEvent?.(checksumsStale(difference));
  return null;
}
