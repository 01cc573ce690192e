import type { FileHandle } from 'node:fs/promises';
import type { Crc64, DownloadEvent, ObjectIdentity, Piece } from '@ossferry/downloader-core';
import { createLedger, type Journal } from '@ossferry/downloader-core/internal';
import { type Checksums, inOrder, wholeCrc64 } from './checksums-file.ts';
import { checksumsDamaged, fetchesAll, fetchesEnd } from './checksums-warnings.ts';
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
  const { path, file, identity, checksums, crc64, onEvent, signal } = search;
  const { sizeBytes } = identity;
  const held = await findHeld(search);
  if (wholeCrc64(held, sizeBytes) !== undefined) return held;

  if (checksums.warning !== undefined) onEvent(checksums.warning);
  const { journal } = checksums;
  if (journal !== null || identity.crc64 !== undefined) {
    const check = createSpanChecker({ path, file }, crc64, signal);
    const found = await examineFile({ check, sizeBytes, expected: journal?.pieces ?? [], onEvent });
    if (identity.crc64 !== undefined && found.crc64 === identity.crc64) return found.pieces;
    if (journal !== null) {
      const both = withoutOverlaps([...held, ...found.intact]);
      if (!contradicts(both, identity)) return both;
      onEvent(checksumsDamaged); // All pieces match their checksums, but the whole does not.
      return held;
    }
    // A file that ends too early is usually correct up to its end.
    if (held.length === 0 && found.crc64 === undefined && found.pieces.length > 0) {
      onEvent(fetchesEnd);
      return found.pieces;
    }
  }
  if (held.length === 0) onEvent(fetchesAll);
  return held;
}

/** The pieces of an interrupted repair that are still there. The file may have been replaced since. */
async function findHeld({ identity, leftover, hasPiece, onEvent, signal }: IntactSearch): Promise<readonly Piece[]> {
  const held: Piece[] = [];
  for (const piece of withoutOverlaps(inOrder(leftover?.pieces ?? []))) {
    signal?.throwIfAborted();
    if (await hasPiece(piece)) held.push(piece);
    onEvent({ type: 'checked', checkedBytes: piece.offset + piece.length, totalBytes: identity.sizeBytes });
  }
  return contradicts(held, identity) ? [] : held;
}

/** Whether pieces cover the object, but with another CRC-64. */
function contradicts(pieces: readonly Piece[], { sizeBytes, crc64 }: ObjectIdentity): boolean {
  const whole = wholeCrc64(pieces, sizeBytes);
  return whole !== undefined && crc64 !== undefined && whole !== crc64;
}

function withoutOverlaps(pieces: readonly Piece[]): Piece[] {
  return pieces.filter(createLedger().add);
}
