import type { Crc64 } from './crc64.ts';
import type { Piece, Sink } from './ports.ts';

export interface PieceWriterOptions {
  readonly start: number;
  /** Where the bytes are gathered; its size is that of a piece. The caller lends it until `finish` is done. */
  readonly buffer: Uint8Array;
  readonly sink: Sink;
  readonly crc64: Crc64;
  /** Makes a piece durable; absent where a piece counts as soon as it is written. */
  readonly commit?: ((piece: Piece) => Promise<void>) | undefined;
  readonly onDurable: (piece: Piece) => void;
}

/** Turns the chunks of one body into pieces at their positions. */
export interface PieceWriter {
  /** Takes the next bytes; gives a promise when the caller should wait before it sends more. */
  readonly take: (chunk: Uint8Array) => void | Promise<void>;
  /** Writes what is gathered and waits until all of it is durable. */
  readonly finish: () => Promise<void>;
}

/**
 * Gathers chunks into pieces, since one large write and one CRC cost far less than many small ones. A stream is at most
 * one gathered and one not yet durable piece ahead of the disk.
 */
export function createPieceWriter(options: PieceWriterOptions): PieceWriter {
  const { start, buffer, sink, crc64, commit, onDurable } = options;
  let position = start;
  let filled = 0;
  let unclaimed: Promise<void> = Promise.resolve();
  let broken = false;
  let taking: Promise<void> = Promise.resolve();

  const claim = (piece: Piece): void => {
    unclaimed = commit === undefined ? Promise.resolve(onDurable(piece)) : commit(piece).then(() => onDurable(piece));
    unclaimed.catch(() => undefined); // Whoever waits for it next hears of it.
  };

  const writeOut = async (): Promise<void> => {
    const bytes = buffer.subarray(0, filled);
    const piece: Piece = { offset: position, length: filled, crc64: crc64(bytes) };
    try {
      await sink.write(bytes, position);
      position += filled;
      filled = 0;
      await unclaimed;
    } catch (error) {
      broken = true;
      throw error;
    }
    claim(piece);
  };

  const takeAcross = async (chunk: Uint8Array): Promise<void> => {
    let rest = chunk;
    while (rest.length > 0) {
      const part = rest.subarray(0, buffer.length - filled);
      buffer.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
      if (filled === buffer.length) await writeOut();
    }
  };

  return {
    take(chunk) {
      if (filled + chunk.length >= buffer.length) {
        taking = takeAcross(chunk);
        return taking;
      }
      buffer.set(chunk, filled);
      filled += chunk.length;
      return undefined;
    },
    async finish() {
      await taking.catch(() => undefined); // A body may break off while its last chunk is still being written.
      if (filled > 0 && !broken) await writeOut();
      await unclaimed;
    },
  };
}
