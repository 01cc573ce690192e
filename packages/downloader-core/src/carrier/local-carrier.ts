import { bodyLengthError, bodyTooLong } from '../answer/body-length-error.ts';
import { judgeRangeAnswer } from '../answer/range-answer.ts';
import { rangeHeaders } from '../answer/range-headers.ts';
import type { Crc64 } from '../crc64/crc64.ts';
import type { RangeCarrier, RangeTransport, Sink } from '../ports.ts';
import { createBufferPool } from './buffer-pool.ts';
import { createPieceWriter } from './piece-writer.ts';
import { createWatchdog, type Timeouts } from './watchdog.ts';

export interface LocalCarrierOptions {
  readonly transport: RangeTransport;
  readonly sink: Sink;
  readonly crc64: Crc64;
  readonly timeouts: Timeouts;
}

/** Bytes gathered before they are written: the memory of a stream, and what a crash can cost it. */
const pieceBytes = 1024 * 1024;

/** Objects up to this size have no journal: after a crash they are quickly fetched again. */
export const smallObjectBytes: number = 8 * 1024 * 1024;

/** Carries ranges in the thread that calls it. */
export function createLocalCarrier(options: LocalCarrierOptions): RangeCarrier {
  const { transport, sink, crc64, timeouts } = options;
  const pool = crc64.buffersOf?.(pieceBytes) ?? createBufferPool(() => new Uint8Array(pieceBytes));

  return {
    async carry(order, events, signal) {
      let position = order.start;
      // Lowered when another stream takes the rest of this range; bytes behind it are not written.
      let limit = Number.POSITIVE_INFINITY;
      events.onControl?.({
        async shorten(end) {
          limit = Math.min(limit, Math.max(end, position));
          return limit;
        },
      });
      const watchdog = createWatchdog(timeouts, signal, () => position);
      try {
        watchdog.expect('headersMs');
        const response = await transport({ url: order.url, headers: rangeHeaders(order) }, watchdog.signal);
        try {
          watchdog.expect('firstByteMs');
          const { identity, end, isWhole } = await judgeRangeAnswer(response, order);
          events.onHead?.(identity, end, isWhole);
          if (end === order.start) return response.cancel(); // An empty object: there is no body to read.
          // What a server that ignores ranges sends before the range and behind it is not for us.
          let ahead = isWhole ? order.start : 0;
          // A transport that has failed may hand on a last chunk all the same: its buffer is somebody else's by then.
          let isOver = false;
          if (isWhole && end < identity.sizeBytes) limit = Math.min(limit, end);
          const buffer = end - order.start < pieceBytes ? new Uint8Array(end - order.start) : pool.take();
          const writer = createPieceWriter({
            start: order.start,
            buffer,
            sink,
            crc64,
            onWritten: events.onWritten,
          });
          try {
            await response.read(
              (arrived) => {
                if (isOver) throw limitReached;
                const passed = Math.min(ahead, arrived.length);
                ahead -= passed;
                const received = passed === 0 ? arrived : arrived.subarray(passed);
                const chunk = position + received.length > limit ? received.subarray(0, limit - position) : received;
                if (chunk !== arrived) events.onDropped?.(arrived.length - chunk.length);
                position += chunk.length;
                if (position > end) throw bodyTooLong(end);
                watchdog.expect('idleMs');
                const written = writer.take(chunk);
                if (position === limit) throw limitReached;
                if (written === undefined) return undefined;
                watchdog.pause(); // It is the disk that is waited for now.
                return written.then(() => watchdog.expect('idleMs'));
              },
              () => (ahead > 0 ? undefined : writer.room()),
            );
          } catch (error) {
            if (position < limit) throw error; // Behind the limit there is nothing that could fail.
            response.cancel();
          } finally {
            isOver = true;
            watchdog.pause();
            await writer.finish();
            if (buffer.length === pieceBytes) pool.giveBack(buffer);
          }
          if (position < Math.min(end, limit))
            throw bodyLengthError('BodyCut', `${end - position} bytes of the answer did not come`, position);
        } catch (error) {
          response.cancel();
          throw error;
        }
      } catch (error) {
        watchdog.signal.throwIfAborted(); // Its reason says more than the transport's "aborted".
        throw error;
      } finally {
        watchdog.stop();
      }
    },
    close: async () => undefined,
  };
}

/** Ends the reading of a body whose rest another stream brings. */
const limitReached = new Error('the rest is brought by another stream');
