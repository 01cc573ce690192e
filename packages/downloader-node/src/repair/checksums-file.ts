import { readFile } from 'node:fs/promises';
import type { ObjectIdentity, Piece, PinPolicy } from '@ossferry/downloader-core';
import {
  createLedger,
  describeDifference,
  type Journal,
  type JournalCodec,
  pinOf,
} from '@ossferry/downloader-core/internal';
import { hasCode } from '../has-code.ts';
import { checksumsPath } from '../workspace/checksums-path.ts';
import { onDisk } from '../workspace/disk-error.ts';
import { replaceFile } from '../workspace/replace-file.ts';

/** The content of a checksums file. */
export interface Checksums {
  /** `null` if there is no readable checksums file. */
  readonly journal: Journal | null;
  /** Whether records are missing. */
  readonly damaged: boolean;
}

/** Reads the checksums file of `path`. Skips damaged and overlapping records. */
export async function readChecksums(path: string, codec: JournalCodec): Promise<Checksums> {
  const bytes = await onDisk(path, () => readFile(checksumsPath(path)).catch(nullWhenMissing));
  if (bytes === null) return { journal: null, damaged: false };
  const journal = codec.decode(bytes);
  if (journal === null) return { journal, damaged: true };
  const ledger = createLedger();
  const pieces = inOrder(journal.pieces).filter(ledger.add);
  return {
    journal: { identity: journal.identity, pieces },
    damaged: ledger.holes({ start: 0, end: journal.identity.sizeBytes }).length > 0,
  };
}

/** Writes the checksums file of `path` atomically. */
export async function writeChecksums(
  path: string,
  codec: JournalCodec,
  identity: ObjectIdentity,
  pieces: readonly Piece[],
): Promise<void> {
  const records = [codec.encodeIdentity(identity), ...inOrder(pieces).map(codec.encodePiece)];
  await onDisk(path, () => replaceFile(checksumsPath(path), Buffer.concat(records)));
}

/**
 * Describes how the object of a journal differs from `identity`; `undefined` if it does not, or there is no journal.
 */
export function differenceFrom(
  journal: Journal | null,
  identity: ObjectIdentity,
  pin: PinPolicy = 'strict',
): string | undefined {
  const before = pinOf(journal?.identity, pin);
  return before === undefined ? undefined : describeDifference(identity, before);
}

/** Sorts pieces by their offsets. */
export function inOrder(pieces: readonly Piece[]): Piece[] {
  return [...pieces].sort((left, right) => left.offset - right.offset);
}

function nullWhenMissing(error: unknown): null {
  if (hasCode(error, 'ENOENT')) return null;
  throw error;
}
