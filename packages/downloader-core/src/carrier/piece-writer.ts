import type { Crc64 } from '../crc64/crc64.ts';
import type { Piece, Sink, TakeBytes } from '../ports.ts';

export interface PieceWriterOptions {
  readonly start: number;
  /** Where the bytes are gathered; its size is that of a piece. The caller lends it until `finish` is done. */
  readonly buffer: Uint8Array;
  readonly sink: Sink;
  readonly crc64: Crc64;
  readonly onWritten: (piece: Piece) => void;
}

/** Turns the chunks of one body into pieces at their positions. */
export interface PieceWriter {
  readonly take: TakeBytes;
  /** Where the next bytes would best be put: there they need not be copied. */
  readonly room: () => Uint8Array;
  /** Writes what is gathered. */
  readonly finish: () => Promise<void>;
}

/** Gathers chunks into pieces, since one large write and one CRC cost far less than many small ones. */
export function createPieceWriter(options: PieceWriterOptions): PieceWriter {
  const { start, buffer, sink, crc64, onWritten } = options;
  let position = start;
  let filled = 0;
  let isBroken = false;
  let taking: Promise<void> = Promise.resolve();

  /** Gives a promise only when the sink does: to wait for nothing costs a turn of the event loop for every piece. */
  const writeOut = (): void | Promise<void> => {
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
    let writing: void | Promise<void>;
    try {
      writing = sink.write(bytes, position);
    } catch (error) {
      return failed(error);
    }
    return writing === undefined ? written() : writing.then(written, failed);
  };

  /** Copies what fits, unless the chunk lies where it belongs already; gives how much that was. */
  const gather = (chunk: Uint8Array): number => {
    const isInPlace = chunk.buffer === buffer.buffer && chunk.byteOffset === buffer.byteOffset + filled;
    const fitting = Math.min(chunk.length, buffer.length - filled);
    if (!isInPlace) buffer.set(fitting < chunk.length ? chunk.subarray(0, fitting) : chunk, filled);
    filled += fitting;
    return fitting;
  };

  const take = (chunk: Uint8Array): void | Promise<void> => {
    for (let done = 0; done < chunk.length; ) {
      done += gather(done === 0 ? chunk : chunk.subarray(done));
      if (filled < buffer.length) return;
      const writing = writeOut();
      if (writing !== undefined) {
        const rest = chunk.subarray(done);
        taking = writing.then(() => take(rest));
        return taking;
      }
    }
  };

  return {
    take,
    room: () => buffer.subarray(filled),
    async finish() {
      await taking.catch(() => undefined); // A body may break off while its last chunk is still being written.
      if (filled > 0 && !isBroken) await writeOut();
    },
  };
}
