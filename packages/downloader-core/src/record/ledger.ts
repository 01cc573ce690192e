import { combineCrc64 } from '../crc64/crc64.ts';
import type { Piece } from '../ports.ts';

/** A range of offsets, from `start` to `end` (exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The bytes of an object that are on disk, as runs with their CRC-64. Adjacent runs are joined. */
export interface Ledger {
  /** Adds a piece. Returns false for a piece that overlaps existing bytes, so that no byte is counted twice. */
  readonly add: (piece: Piece) => boolean;
  /** Returns the missing spans within `span`, in order. */
  readonly holes: (span: Span) => Span[];
  readonly durableBytes: () => number;
  /** CRC-64 of bytes 0 to `sizeBytes`; `undefined` while bytes are missing. */
  readonly wholeCrc64: (sizeBytes: number) => bigint | undefined;
}

export function createLedger(): Ledger {
  const runs: Piece[] = []; // sorted by offset, never touching
  let durableBytes = 0;

  // Binary search for the first run that ends after `offset`.
  const firstAfter = (offset: number): number => {
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (endOf(runs[middle]) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  return {
    add(piece) {
      if (piece.length === 0) return true;
      const index = firstAfter(piece.offset);
      const after = runs[index];
      if (after !== undefined && after.offset < piece.offset + piece.length) return false;
      const before = runs[index - 1];
      let from = index;
      let to = index;
      let joined = piece;
      if (before !== undefined && endOf(before) === piece.offset) {
        joined = join(before, joined);
        from -= 1;
      }
      if (after !== undefined && after.offset === endOf(piece)) {
        joined = join(joined, after);
        to += 1;
      }
      runs.splice(from, to - from, joined);
      durableBytes += piece.length;
      return true;
    },

    holes({ start, end }) {
      const holes: Span[] = [];
      let position = start;
      for (let index = firstAfter(start); position < end; index += 1) {
        const run = runs[index];
        const holeEnd = Math.min(run?.offset ?? end, end);
        if (holeEnd > position) holes.push({ start: position, end: holeEnd });
        if (run === undefined) break;
        position = endOf(run);
      }
      return holes;
    },

    durableBytes: () => durableBytes,

    wholeCrc64(sizeBytes) {
      if (sizeBytes === 0) return 0n;
      const [only] = runs;
      return only?.offset === 0 && only.length === sizeBytes ? only.crc64 : undefined;
    },
  };
}

function endOf(run: Piece | undefined): number {
  return run === undefined ? 0 : run.offset + run.length;
}

function join(left: Piece, right: Piece): Piece {
  return {
    offset: left.offset,
    length: left.length + right.length,
    crc64: combineCrc64(left.crc64, right.crc64, right.length),
  };
}
