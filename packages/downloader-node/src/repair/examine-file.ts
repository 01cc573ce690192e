import type { DownloadEvent, Piece, Span } from '@ossferry/downloader-core';
import { createLedger } from '@ossferry/downloader-core/internal';
import { type SpanChecker, spanOf } from './span-checker.ts';

/** What a file holds where an object of a given size should be. */
export interface Examination {
  /** All that is there, in order. */
  readonly pieces: readonly Piece[];
  /** CRC-64 of the first bytes, as many as the object has; absent when the file is shorter. */
  readonly crc64: bigint | undefined;
  /** The pieces that are as expected. */
  readonly intact: readonly Piece[];
  /** The rest of the object, in order. */
  readonly badRanges: readonly Span[];
}

export interface ExaminationOptions {
  readonly check: SpanChecker;
  readonly sizeBytes: number;
  /** What the file should hold: pieces in order, none overlapping another; empty when nobody knows. */
  readonly expected: readonly Piece[];
  readonly onEvent?: ((event: DownloadEvent) => void) | undefined;
}

const pieceBytes = 1024 * 1024;

/** Reads a file once and compares it, piece by piece, with what it should hold. */
export async function examineFile(options: ExaminationOptions): Promise<Examination> {
  const { check, sizeBytes, expected, onEvent } = options;
  const found = createLedger();
  const good = createLedger();
  const pieces: Piece[] = [];
  const intact: Piece[] = [];
  for (const { span, crc64 } of questions(sizeBytes, expected)) {
    const piece = await check(span);
    if (piece.length === 0) break;
    pieces.push(piece);
    found.add(piece);
    if (piece.crc64 === crc64 && piece.length === span.end - span.start) {
      intact.push(piece);
      good.add(piece);
    }
    onEvent?.({ type: 'checked', checkedBytes: piece.offset + piece.length, totalBytes: sizeBytes });
  }
  const badRanges = good.holes({ start: 0, end: sizeBytes });
  return { pieces, crc64: found.wholeCrc64(sizeBytes), intact, badRanges };
}

interface Question {
  readonly span: Span;
  readonly crc64?: bigint | undefined;
}

/** The expected pieces, and between them pieces of 1 MiB of which nothing is known. */
function* questions(sizeBytes: number, expected: readonly Piece[]): Generator<Question> {
  let position = 0;
  for (const piece of expected) {
    yield* unknownSpans(position, piece.offset);
    yield { span: spanOf(piece), crc64: piece.crc64 };
    position = piece.offset + piece.length;
  }
  yield* unknownSpans(position, sizeBytes);
}

function* unknownSpans(start: number, end: number): Generator<Question> {
  for (let from = start; from < end; from += pieceBytes) {
    yield { span: { start: from, end: Math.min(from + pieceBytes, end) } };
  }
}
