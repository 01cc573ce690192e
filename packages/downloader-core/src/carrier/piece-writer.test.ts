import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineCrc64, createCrc64 } from '../crc64/crc64.ts';
import type { Piece, Sink } from '../ports.ts';
import { createPieceWriter } from './piece-writer.ts';

const crc64 = await createCrc64();

/** An in-memory disk that can be slow, and can fail. */
function createMemoryDisk(sizeBytes: number, isSlow = true) {
  const written = new Uint8Array(sizeBytes);
  const log: string[] = [];
  let failure: Error | undefined;
  const write = (bytes: Uint8Array, offset: number): void => {
    if (failure !== undefined) throw failure;
    written.set(bytes, offset);
    log.push(`write ${offset}`);
  };
  const writeLater: Sink['write'] = async (bytes, offset) => {
    await null;
    write(bytes, offset);
  };
  const sink: Sink = { write: isSlow ? writeLater : write };
  return { sink, written, log, fail: (error: Error) => (failure = error) };
}

describe('createPieceWriter', () => {
  it.each([
    ['asynchronously', true],
    ['synchronously', false],
  ])('default: chunks of any size become pieces with correct CRCs, on a disk that writes %s', async (_, isSlow) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 100, size: 'max' }), { maxLength: 20, size: 'max' }),
        fc.integer({ min: 1, max: 32 }),
        async (chunks, pieceBytes) => {
          const whole = Buffer.concat(chunks);
          const disk = createMemoryDisk(whole.length, isSlow);
          const pieces: Piece[] = [];
          const buffer = new Uint8Array(pieceBytes);
          const onWritten = (piece: Piece) => pieces.push(piece);
          const writer = createPieceWriter({ start: 0, buffer, sink: disk.sink, crc64, onWritten });
          for (const chunk of chunks) await writer.write(chunk);
          await writer.finish();
          expect(Buffer.from(disk.written).equals(whole)).toBe(true);
          expect(pieces.map(({ offset }) => offset)).toEqual([...pieces.keys()].map((index) => index * pieceBytes));
          expect(pieces.reduce((sum, piece) => combineCrc64(sum, piece.crc64, piece.length), 0n)).toBe(crc64(whole));
        },
      ),
    );
  });

  it('behavior: finishing during a write writes every byte exactly once', async () => {
    const disk = createMemoryDisk(10);
    const pieces: Piece[] = [];
    const onWritten = (piece: Piece) => pieces.push(piece);
    const writer = createPieceWriter({ start: 0, buffer: new Uint8Array(4), sink: disk.sink, crc64, onWritten });
    void writer.write(Uint8Array.from({ length: 10 }, (_, index) => index));
    await writer.finish();
    expect(pieces.map(({ offset, length }) => [offset, length])).toEqual([
      [0, 4],
      [4, 4],
      [8, 2],
    ]);
    expect([...disk.written]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('error: a failing disk ends it, and only written pieces are reported', async () => {
    const disk = createMemoryDisk(100);
    const pieces: Piece[] = [];
    const onWritten = (piece: Piece) => pieces.push(piece);
    const writer = createPieceWriter({ start: 0, buffer: new Uint8Array(4), sink: disk.sink, crc64, onWritten });
    await writer.write(new Uint8Array(4));
    disk.fail(new Error('full'));
    await expect(writer.write(new Uint8Array(4))).rejects.toEqual(new Error('full'));
    await writer.finish();
    expect(pieces.map(({ offset }) => offset)).toEqual([0]);
  });

  it('error: a disk that fails synchronously also ends it', async () => {
    const disk = createMemoryDisk(100, false);
    const pieces: Piece[] = [];
    const onWritten = (piece: Piece) => pieces.push(piece);
    const writer = createPieceWriter({ start: 0, buffer: new Uint8Array(4), sink: disk.sink, crc64, onWritten });
    await writer.write(new Uint8Array(4));
    const failure = new Error('full');
    disk.fail(failure);
    expect(() => writer.write(new Uint8Array(4))).toThrow(failure);
    await writer.finish();
    expect(pieces.map(({ offset }) => offset)).toEqual([0]);
  });
});
