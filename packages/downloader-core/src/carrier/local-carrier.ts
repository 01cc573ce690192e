import type { Crc64 } from '../crc64/crc64.ts';
import type { RangeCarrier, RangeEvents, RangeResponse, RangeTransport, Sink } from '../ports.ts';
import type { Span } from '../record/ledger.ts';
import { bodyLengthError, bodyTooLong } from '../response/body-length-error.ts';
import { type BufferPool, createBufferPool } from './buffer-pool.ts';
import { openRange } from './open-range.ts';
import { createPieceWriter } from './piece-writer.ts';
import { createRangeWindow, type RangeWindow } from './range-window.ts';
import { createWatchdog, type Timeouts, type Watchdog } from './watchdog.ts';

export interface LocalCarrierOptions {
  readonly transport: RangeTransport;
  readonly sink: Sink;
  readonly crc64: Crc64;
  readonly timeouts: Timeouts;
}

/** Bytes collected before they are written. This is a stream's memory, and the most that a crash can lose. */
const pieceBytes = 1024 * 1024;

/** Objects up to this size have no journal: after a crash, they are downloaded again. */
export const smallObjectBytes: number = 8 * 1024 * 1024;

/** Creates a carrier that transfers ranges in the calling thread. */
export function createLocalCarrier(options: LocalCarrierOptions): RangeCarrier {
  const { transport, crc64, timeouts } = options;
  const pool = crc64.buffersOf?.(pieceBytes) ?? createBufferPool(() => new Uint8Array(pieceBytes));
  return {
    async carry(order, events, signal) {
      const range = createRangeWindow(order.start);
      events.onControl?.({ shorten: async (end) => range.shorten(end) });
      const watchdog = createWatchdog(timeouts, signal, range.position);
      let response: RangeResponse | undefined;
      try {
        const opened = await openRange(transport, order, watchdog);
        const { accepted } = opened;
        response = opened.response;
        events.onHead?.(accepted.identity, accepted.end, accepted.isWhole);
        // If the server ignores ranges, skip the bytes before and after the range.
        if (accepted.isWhole) range.startAtZero();
        if (accepted.isWhole && accepted.end < accepted.identity.sizeBytes) range.shorten(accepted.end);
        if (accepted.end === order.start)
          response.cancel(); // The object is empty.
        else
          await readBody(response, {
            start: order.start,
            end: accepted.end,
            range,
            watchdog,
            events,
            pool,
            ...options,
          });
      } catch (error) {
        response?.cancel();
        throw watchdog.explain(error);
      } finally {
        watchdog.stop();
      }
    },
    close: async () => undefined,
  };
}

interface BodyOrder extends Span, Pick<LocalCarrierOptions, 'sink' | 'crc64'> {
  readonly range: RangeWindow;
  readonly watchdog: Watchdog;
  readonly events: RangeEvents;
  readonly pool: BufferPool;
}

/** Writes the body of an accepted response to the sink, piece by piece. */
async function readBody(response: RangeResponse, order: BodyOrder): Promise<void> {
  const { start, end, range, watchdog, events, pool, sink, crc64 } = order;
  const buffer = end - start < pieceBytes ? new Uint8Array(end - start) : pool.acquire();
  const writer = createPieceWriter({ start, buffer, sink, crc64, onWritten: events.onWritten });
  // A failed transport may still deliver a last chunk, but the buffer may be in use by another stream by then.
  let isOver = false;

  const onChunk = (arrived: Uint8Array): void | Promise<void> => {
    if (isOver) throw limitReached;
    const chunk = range.select(arrived);
    if (chunk !== arrived) events.onDropped?.(arrived.length - chunk.length);
    if (range.position() > end) throw bodyTooLong(end);
    watchdog.expect('idleMs');
    const written = writer.write(chunk);
    if (range.isFull()) throw limitReached;
    if (written === undefined) return undefined;
    watchdog.pause(); // Now waiting for the disk, not the network.
    return written.then(() => watchdog.expect('idleMs'));
  };

  try {
    await response.read(onChunk, () => (range.isSkipping() ? undefined : writer.room()));
  } catch (error) {
    if (!range.isFull()) throw error; // Bytes after the limit do not matter.
    response.cancel();
  } finally {
    isOver = true;
    watchdog.pause();
    try {
      await writer.finish();
    } finally {
      if (buffer.length === pieceBytes) pool.release(buffer);
    }
  }
  const missingBytes = Math.min(end, range.limit()) - range.position();
  if (missingBytes > 0)
    throw bodyLengthError('BodyCut', `${end - range.position()} bytes of the response are missing`, range.position());
}

/** Stops reading a body whose rest another stream downloads. */
const limitReached = new Error('another stream downloads the rest');
