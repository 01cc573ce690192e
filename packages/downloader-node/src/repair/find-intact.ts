import type { FileHandle } from 'node:fs/promises';
import type { Crc64, DownloadEvent, ObjectIdentity, Piece } from '@ossferry/downloader-core';
import { createLedger, type Journal } from '@ossferry/downloader-core/internal';
import type { Checksums } from './checksums-file.ts';
import { fetchesAll, fetchesEnd } from './checksums-warnings.ts';
import { examineFile } from './examine-file.ts';
import type { RepairWorkspace } from './repair-workspace.ts';
import { createSpanChecker } from './span-checker.ts';

export interface IntactSearch {
  readonly path: string;
  readonly file: FileHandle;
  readonly identity: ObjectIdentity;
  /** The journal of an interrupted repair of the same object. */
  readonly leftover: Journal | null;
  readonly hasPiece: RepairWorkspace['hasPiece'];
  /** Checksums of the same object. */
  readonly checksums: Checksums;
  readonly crc64: Crc64;
  readonly onEvent: (event: DownloadEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the pieces that do not have to be downloaded: from the journal of an interrupted repair, from the checksums
 * file, or by assuming that the file is correct or only too short, which the CRC-64 of the whole file confirms.
 */
export async function findIntact(search: IntactSearch): Promise<readonly Piece[]> {
  const { path, file, identity, leftover, hasPiece, checksums, crc64, onEvent, signal } = search;
  if (leftover !== null && leftover.pieces.length > 0) {
    const ledger = createLedger();
    const found: Piece[] = [];
    for (const piece of leftover.pieces) if ((await hasPiece(piece)) && ledger.add(piece)) found.push(piece);
    return found;
  }
  const { sizeBytes } = identity;
  const check = createSpanChecker({ path, file }, crc64, signal);
  if (checksums.warning !== undefined) onEvent(checksums.warning);
  if (checksums.journal !== null) {
    return (await examineFile({ check, sizeBytes, expected: checksums.journal.pieces, onEvent })).intact;
  }
  if (identity.crc64 !== undefined) {
    const found = await examineFile({ check, sizeBytes, expected: [], onEvent });
    if (found.crc64 === identity.crc64) return found.pieces;
    // A file that ends too early is usually correct up to its end.
    if (found.crc64 === undefined && found.pieces.length > 0) {
      onEvent(fetchesEnd);
      return found.pieces;
    }
  }
  onEvent(fetchesAll);
  return [];
}
