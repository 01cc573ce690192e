import type { DownloadEvent, Piece, Span } from '@ossferry/downloader-core';
import { createLedger } from '@ossferry/downloader-core/internal';
import { type SpanChecker, spanOf } from './span-checker.ts';

/** The content of a file, compared with an object. */
export interface Examination {
  /** All pieces of the file, in order. */
  readonly pieces: readonly Piece[];
  /** CRC-64 of the file up to the object's size; absent if the file is shorter. */
  readonly crc64: bigint | undefined;
  /** The pieces that match `expected`. */
  readonly intact: readonly Piece[];
  /** The rest of the object, in order. */
  readonly badRanges: readonly Span[];
}

export interface ExaminationOptions {
  readonly check: SpanChecker;
  readonly sizeBytes: number;
  /** The known pieces of the object, in order and without overlaps. */
  readonly expected: readonly Piece[];
  readonly onEvent?: ((event: DownloadEvent) => void) | undefined;
}

const pieceBytes = 1024 * 1024;

/** Reads a file once and compares each piece with the expected one. */
export async function examineFile(options: ExaminationOptions): Promise<Examination> {
  const { check, sizeBytes, expected, onEvent } = options;
  const found = createLedger();
  const good = createLedger();
  const pieces: Piece[] = [];
  const intact: Piece[] = [];
  for (const { span, crc64 } of splitSpans(sizeBytes, expected)) {
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

interface ExpectedSpan {
  readonly span: Span;
  /** `undefined` if it is unknown. */
  readonly crc64?: bigint | undefined;
}

/** The spans of the expected pieces, and unknown spans of up to 1 MiB between them. */
function* splitSpans(sizeBytes: number, expected: readonly Piece[]): Generator<ExpectedSpan> {
  let position = 0;
  for (const piece of expected) {
    yield* unknownSpans(position, piece.offset);
    yield { span: spanOf(piece), crc64: piece.crc64 };
    position = piece.offset + piece.length;
  }
  yield* unknownSpans(position, sizeBytes);
}

function* unknownSpans(start: number, end: number): Generator<ExpectedSpan> {
  for (let from = start; from < end; from += pieceBytes) {
    yield { span: { start: from, end: Math.min(from + pieceBytes, end) } };
  }
}
