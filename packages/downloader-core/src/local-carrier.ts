import { type HeaderMap, OssError } from '@ossferry/contract';
import { createBufferPool } from './buffer-pool.ts';
import { createCommitter } from './committer.ts';
import type { Crc64 } from './crc64.ts';
import { createPieceWriter } from './piece-writer.ts';
import type { RangeCarrier, RangeOrder, RangeTransport, Sink } from './ports.ts';
import { judgeRangeAnswer } from './range-answer.ts';
import { createWatchdog, type Timeouts } from './watchdog.ts';

export interface LocalCarrierOptions {
  readonly transport: RangeTransport;
  readonly sink: Sink;
  readonly crc64: Crc64;
  readonly timeouts: Timeouts;
}

/** Bytes gathered before they are written: the memory of a stream, and half of what a crash can cost it. */
const pieceBytes = 1024 * 1024;

/** Objects up to this size are fetched again after a crash: to sync them piece by piece costs more than it saves. */
export const smallObjectBytes: number = 8 * 1024 * 1024;

/** Carries ranges in the thread that calls it. */
export function createLocalCarrier(options: LocalCarrierOptions): RangeCarrier {
  const { transport, sink, crc64, timeouts } = options;
  const { commit } = createCommitter(sink);
  const pool = createBufferPool(pieceBytes);

  return {
    async carry(order, events, signal) {
      let position = order.start;
      const watchdog = createWatchdog(timeouts, signal, () => position);
      try {
        watchdog.expect('headersMs');
        const response = await transport({ url: order.url, headers: rangeHeaders(order) }, watchdog.signal);
        try {
          watchdog.expect('firstByteMs');
          const { identity, end } = await judgeRangeAnswer(response, order);
          events.onHead?.(identity, end);
          if (end === order.start) return response.cancel(); // An empty object: there is no body to read.
          const buffer = end - order.start < pieceBytes ? new Uint8Array(end - order.start) : pool.take();
          const writer = createPieceWriter({
            start: order.start,
            buffer,
            sink,
            crc64,
            commit: identity.sizeBytes > smallObjectBytes ? commit : undefined,
            onDurable: events.onDurable,
          });
          try {
            await response.read((chunk) => {
              position += chunk.length;
              if (position > end)
                throw bodyLengthError('BodyTooLong', 'more bytes came than the answer announced', end);
              watchdog.expect('idleMs');
              const written = writer.take(chunk);
              if (written === undefined) return undefined;
              watchdog.pause(); // It is the disk that is waited for now.
              return written.then(() => watchdog.expect('idleMs'));
            });
          } finally {
            watchdog.pause();
            await writer.finish();
            if (buffer.length === pieceBytes) pool.giveBack(buffer);
          }
          if (position < end)
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

function rangeHeaders(order: RangeOrder): HeaderMap {
  return {
    'accept-encoding': 'identity',
    ...(order.pin?.etag === undefined ? {} : { 'if-match': order.pin.etag }),
    ...order.headers,
    range: `bytes=${order.start}-${Number.isFinite(order.end) ? order.end - 1 : ''}`,
  };
}

function bodyLengthError(code: string, what: string, offset: number): OssError {
  return new OssError({
    code,
    phase: 'body',
    message: `The connection broke: ${what}.`,
    advice: 'Run the download again: what came is kept.',
    retryable: true,
    offset,
  });
}
