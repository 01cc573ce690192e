import type { RangeTransport } from '../ports.ts';
import { wait } from '../wait.ts';

/** Wraps a transport so that it shares a rate limit with all other transports wrapped by the same function. */
export type RateLimit = (transport: RangeTransport) => RangeTransport;

export interface RateLimitOptions {
  readonly bytesPerSecond: number;
  /** A monotonic clock in milliseconds. @default `performance.now` */
  readonly now?: (() => number) | undefined;
  /** Waits; rejects with the signal's reason. @default a timer */
  readonly sleep?: ((delayMs: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** Bytes are passed on in slices of at most this duration, so that no stream looks idle while it waits. */
const maxSliceMs = 50;
/** With many streams, the slices are shorter: each stream gets one within this time. */
const roundMs = 250;

/**
 * Creates a token bucket for the bodies of many responses: all connections together are read at no more than
 * `bytesPerSecond`. The network's flow control slows down the senders.
 */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  const { bytesPerSecond, now = () => performance.now(), sleep = wait } = options;
  let paidUntilMs = 0;
  let readers = 0;
  const sliceBytes = (): number => {
    const sliceMs = Math.min(maxSliceMs, roundMs / readers);
    return Math.max(1, Math.floor((bytesPerSecond * sliceMs) / 1000));
  };

  /** Charges for the bytes, and returns the time to wait. */
  const pay = (bytes: number): number => {
    const nowMs = now();
    paidUntilMs = Math.max(paidUntilMs, nowMs) + (bytes * 1000) / bytesPerSecond;
    return paidUntilMs - nowMs;
  };

  return (transport) => async (request, signal) => {
    const response = await transport(request, signal);
    return {
      status: response.status,
      header: response.header,
      cancel: response.cancel,
      async read(onChunk) {
        let isOver = false; // After the body has ended, waiting slices are dropped.
        readers += 1;
        try {
          await response.read(async (chunk) => {
            for (let done = 0; done < chunk.length && !isOver; ) {
              const slice = chunk.subarray(done, done + sliceBytes());
              done += slice.length;
              await onChunk(slice);
              await sleep(pay(slice.length), signal);
            }
          });
        } finally {
          isOver = true;
          readers -= 1;
        }
      },
    };
  };
}

/** Limits the total rate of a transport. Without a limit, returns it unchanged. */
export function limitRate(send: RangeTransport, bytesPerSecond: number | undefined): RangeTransport {
  return bytesPerSecond === undefined ? send : createRateLimit({ bytesPerSecond })(send);
}
