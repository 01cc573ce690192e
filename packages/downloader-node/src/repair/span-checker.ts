import type { FileHandle } from 'node:fs/promises';
import { type Crc64, combineCrc64, type Piece, type Span } from '@ossferry/downloader-core';
import { onDisk } from '../workspace/disk-error.ts';

const readBytes = 1024 * 1024;

/** Returns the CRC-64 of a span of a file, cut off at the end of the file. Must not be called concurrently. */
export type SpanChecker = (span: Span) => Promise<Piece>;

/** The file to check. */
export interface CheckedFile {
  /** For messages. */
  readonly path: string;
  readonly file: FileHandle;
}

/** Creates the checker of an open file. It uses one buffer of 1 MiB for spans of any length. */
export function createSpanChecker(
  { path, file }: CheckedFile,
  crc64: Crc64,
  signal?: AbortSignal | undefined,
): SpanChecker {
  const buffer = new Uint8Array(readBytes);
  return async ({ start, end }) => {
    let position = start;
    let sum = 0n;
    while (position < end) {
      signal?.throwIfAborted();
      const length = Math.min(readBytes, end - position);
      const { bytesRead } = await onDisk(path, () => file.read(buffer, 0, length, position));
      if (bytesRead === 0) break;
      sum = combineCrc64(sum, crc64(buffer.subarray(0, bytesRead)), bytesRead);
      position += bytesRead;
    }
    return { offset: start, length: position - start, crc64: sum };
  };
}

export function spanOf({ offset, length }: Piece): Span {
  return { start: offset, end: offset + length };
}

/** Whether a file contains exactly this piece. */
export async function holdsPiece(check: SpanChecker, piece: Piece): Promise<boolean> {
  const found = await check(spanOf(piece));
  return found.length === piece.length && found.crc64 === piece.crc64;
}
