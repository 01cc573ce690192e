import type { FileHandle } from 'node:fs/promises';
import type { DownloadSource, ObjectIdentity, Span } from '@ossferry/downloader-core';
import { checkOptions, createJournalCodec, type Journal, withAsyncListener } from '@ossferry/downloader-core/internal';
import { checkKinds } from '../check-kinds.ts';
import { loadCrc64 } from '../load-crc64.ts';
import { refuseForeignChecksums } from '../workspace/checksums-path.ts';
import { onDisk } from '../workspace/disk-error.ts';
import {
  type Checksums,
  differenceFrom,
  expectedCrc64,
  readChecksums,
  withKnownCrc64,
  writeChecksums,
} from './checksums-file.ts';
import { checksumsStale } from './checksums-warnings.ts';
import { examineFile } from './examine-file.ts';
import { type ExistingFileOptions, identifyObject } from './identify-object.ts';
import { followLink, openExistingFile } from './open-existing-file.ts';
import { createSpanChecker } from './span-checker.ts';

export type VerifyOptions = ExistingFileOptions;

/** The result of comparing a file with an object. */
export interface VerifyResult {
  /** Whether the file matches the object, by the comparison in `verified`. */
  readonly whole: boolean;
  /** What was compared: `crc64`, the CRC-64 from OSS; `checksums`, the checksums file; or `length`, only the size. */
  readonly verified: 'crc64' | 'checksums' | 'length';
  /** Size of the object. */
  readonly sizeBytes: number;
  readonly fileBytes: number;
  /** CRC-64 of the file, in decimal like OSS's header; absent if the size already differs. */
  readonly crc64?: string | undefined;
  readonly etag?: string | undefined;
  readonly versionId?: string | undefined;
  /** Ranges of the object that are wrong or missing in the file, in order; absent without a checksums file. */
  readonly badRanges?: readonly Span[] | undefined;
}

/**
 * Compares a file with an object: its size, its CRC-64 and, if there is a checksums file, each piece. Reads the file
 * once, with about 1 MiB of memory, and downloads one byte. A difference is a result, not an error; an error means that
 * the file could not be compared.
 */
export async function verify(file: string, source: DownloadSource, options: VerifyOptions = {}): Promise<VerifyResult> {
  checkKinds(options);
  checkOptions(options);
  const opened = await openExistingFile(file, 'r');
  try {
    const path = await followLink(file);
    if (options.keepChecksums) refuseForeignChecksums(path);
    return await withAsyncListener(options, async (wrapped) => {
      const { identity } = await identifyObject(source, wrapped);
      return compare(path, opened, identity, wrapped);
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
  const journal = usable(await readChecksums(file, codec), identity, options);
  const checksums = journal?.pieces ?? null;
  const { size: fileBytes } = await onDisk(file, () => opened.stat());
  const facts = { sizeBytes, fileBytes, etag, versionId };
  const fits = fileBytes === sizeBytes;
  if (!fits && checksums === null) return { ...facts, whole: false, verified: 'length' };

  const check = createSpanChecker({ path: file, file: opened }, crc64Of, signal);
  const examined = await examineFile({ check, sizeBytes, expected: checksums ?? [], onEvent });
  const crc64 = fits ? examined.crc64 : undefined;
  const verified = identity.crc64 !== undefined ? 'crc64' : checksums !== null ? 'checksums' : 'length';
  const expected = expectedCrc64(identity, journal);
  const whole = fits && (verified === 'length' || (expected !== undefined && crc64 === expected));
  if (whole && keepChecksums) await writeChecksums(file, codec, withKnownCrc64(identity, journal), examined.pieces);
  const badRanges = checksums === null ? undefined : whole ? [] : examined.badRanges;
  return { ...facts, whole, verified, crc64: crc64?.toString(), badRanges };
}

/** The content of a checksums file if it belongs to this object. */
function usable(
  { journal, warning }: Checksums,
  identity: ObjectIdentity,
  { pin, onEvent }: VerifyOptions,
): Journal | null {
  if (warning !== undefined) onEvent?.(warning);
  const difference = differenceFrom(journal, identity, pin);
  if (difference === undefined) return journal;
  onEvent?.(checksumsStale(difference));
  return null;
}
