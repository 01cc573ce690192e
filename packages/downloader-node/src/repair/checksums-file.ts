import { OssError } from '@ossferry/contract';
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
import { openRegularFile } from '../workspace/open-regular-file.ts';
import { replaceFile } from '../workspace/replace-file.ts';
import { checksumsDamaged, checksumsUnusable, type Warning } from './checksums-warnings.ts';

/** The content of a checksums file. */
export interface Checksums {
  /** `null` if there is no readable checksums file. */
  readonly journal: Journal | null;
  /** The file cannot be used, or records are missing. */
  readonly warning?: Warning | undefined;
}

/** Reads the checksums file of `path`. Skips damaged and overlapping records. */
export async function readChecksums(path: string, codec: JournalCodec): Promise<Checksums> {
  const place = checksumsPath(path);
  let bytes: Uint8Array;
  try {
    bytes = await onDisk(place, () => readRegularFile(place));
  } catch (error) {
    const why = whyUnusable(error);
    if (why === undefined) throw error;
    return { journal: null, warning: why === 'missing' ? undefined : checksumsUnusable(place, why) };
  }
  const journal = codec.decode(bytes);
  if (journal === null) return { journal, warning: checksumsDamaged };
  const ledger = createLedger();
  const pieces = inOrder(journal.pieces).filter(ledger.add);
  return {
    journal: { identity: journal.identity, pieces },
    warning: ledger.holes({ start: 0, end: journal.identity.sizeBytes }).length > 0 ? checksumsDamaged : undefined,
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
  const place = checksumsPath(path);
  await onDisk(place, () => replaceFile(place, Buffer.concat(records)));
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
  if (before === undefined || hasSameBytes(identity, before)) return undefined;
  return describeDifference(identity, before);
}

/** If an object is copied or uploaded again, its ETag and version ID may differ, but its checksums do not. */
function hasSameBytes(now: ObjectIdentity, before: ObjectIdentity): boolean {
  return now.crc64 !== undefined && now.crc64 === before.crc64 && now.sizeBytes === before.sizeBytes;
}

/** Adds the CRC-64 that an earlier response had, if this server sends none. The journal belongs to the same object. */
export function withKnownCrc64(identity: ObjectIdentity, journal: Journal | null): ObjectIdentity {
  return { ...identity, crc64: identity.crc64 ?? journal?.identity.crc64 };
}

/** The CRC-64 of an object, or else that of all of its checksums; `undefined` if records are missing. */
export function expectedCrc64(identity: ObjectIdentity, journal: Journal | null): bigint | undefined {
  const known = withKnownCrc64(identity, journal).crc64;
  return known ?? (journal === null ? undefined : wholeCrc64(journal.pieces, identity.sizeBytes));
}

/** The CRC-64 of an object from its pieces; `undefined` if some are missing. */
export function wholeCrc64(pieces: readonly Piece[], sizeBytes: number): bigint | undefined {
  const ledger = createLedger();
  for (const piece of pieces) ledger.add(piece);
  return ledger.wholeCrc64(sizeBytes);
}

/** Sorts pieces by their offsets. */
export function inOrder(pieces: readonly Piece[]): Piece[] {
  return [...pieces].sort((left, right) => left.offset - right.offset);
}

/** The checksums of 8 TiB. Text must be shorter than 512 MiB. */
const maxChecksumsBytes = 500 * 1024 * 1024;

async function readRegularFile(path: string): Promise<Uint8Array> {
  const file = await openRegularFile(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > maxChecksumsBytes) return new Uint8Array(); // Not read into memory.
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const unreadable: readonly string[] = ['EACCES', 'EPERM', 'ELOOP', 'EIO'];

/**
 * Files and objects can be compared without checksums: a file of that name that another user or program created, or that
 * the disk has lost, must not prevent it.
 */
function whyUnusable(error: unknown): string | undefined {
  if (!OssError.isInstance(error)) return undefined;
  if (error.code === 'NotAFile') return 'is not a file';
  if (hasCode(error.cause, 'ENOENT')) return 'missing';
  return unreadable.some((code) => hasCode(error.cause, code)) ? 'is not readable' : undefined;
}
