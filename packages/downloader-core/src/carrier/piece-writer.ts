import type { Crc64 } from '../crc64/crc64.ts';
import type { ChunkHandler, Piece, Sink } from '../ports.ts';

export interface PieceWriterOptions {
  readonly start: number;
  /**
   * Collects the bytes of a piece, and has the size of a piece. The caller must not use it before `finish` resolves.
   */
  readonly buffer: Uint8Array;
  readonly sink: Sink;
  readonly crc64: Crc64;
  readonly onWritten: (piece: Piece) => void;
}

/** Writes the chunks of a body as pieces. */
export interface PieceWriter {
  readonly write: ChunkHandler;
  /** The free part of the buffer. Bytes that are read into it need not be copied. */
  readonly room: () => Uint8Array;
  /** Writes the last, incomplete piece. */
  readonly finish: () => Promise<void>;
}

/** Collects chunks into pieces: one large write and one CRC are much cheaper than many small ones. */
export function createPieceWriter(options: PieceWriterOptions): PieceWriter {
  const { start, buffer, sink, crc64, onWritten } = options;
  let position = start;
  let filled = 0;
  let isBroken = false;
  let writing: Promise<void> = Promise.resolve();

  /** Returns a promise only if the sink does. Otherwise, every piece would cost a turn of the event loop. */
  const writePiece = (): void | Promise<void> => {
    const bytes = buffer.subarray(0, filled);
    const piece: Piece = { offset: position, length: filled, crc64: crc64(bytes) };
    const written = () => {
      position += piece.length;
      filled = 0;
      onWritten(piece);
    };
    const failed = (error: unknown): never => {
      isBroken = true;
      throw error;
    };
    let pending: void | Promise<void>;
    try {
      pending = sink.write(bytes, position);
    } catch (error) {
      return failed(error);
    }
    return pending === undefined ? written() : pending.then(written, failed);
  };

  /** Copies the bytes that fit, unless they are already in the buffer. Returns their number. */
  const collect = (chunk: Uint8Array): number => {
    const isInPlace = chunk.buffer === buffer.buffer && chunk.byteOffset === buffer.byteOffset + filled;
    const fitting = Math.min(chunk.length, buffer.length - filled);
    if (!isInPlace) buffer.set(fitting < chunk.length ? chunk.subarray(0, fitting) : chunk, filled);
    filled += fitting;
    return fitting;
  };

  const write = (chunk: Uint8Array): void | Promise<void> => {
    for (let done = 0; done < chunk.length; ) {
      done += collect(done === 0 ? chunk : chunk.subarray(done));
      if (filled < buffer.length) return;
      const pending = writePiece();
      if (pending !== undefined) {
        const rest = chunk.subarray(done);
        writing = pending.then(() => write(rest));
        return writing;
      }
    }
  };

  return {
    write,
    room: () => buffer.subarray(filled),
    async finish() {
      await writing.catch(() => undefined); // A body may end early while its last chunk is still being written.
      if (filled > 0 && !isBroken) await writePiece();
    },
  };
}
