import type { RangeTransport } from '../ports.ts';
import { wait } from '../streams/backoff.ts';

/** Wraps a transport so that it shares a rate limit with all other transports wrapped by the same function. */
export type RateLimit = (transport: RangeTransport) => RangeTransport;

export interface RateLimitOptions {
  readonly bytesPerSecond: number;
  /** A monotonic clock in milliseconds. @default `performance.now` */
  readonly now?: (() => number) | undefined;
  /** Waits; rejects with the signal's reason. @default a timer */
  readonly sleep?: ((delayMs: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** Bytes are handed on in slices of so much time, so that no stream looks silent while it waits for its turn. */
const sliceMs = 50;

/**
 * Creates a token bucket for the bodies of many responses: all connections together are read at no more than
 * `bytesPerSecond`. The network's flow control slows down the senders.
 */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  const { bytesPerSecond, now = () => performance.now(), sleep = wait } = options;
  const sliceBytes = Math.max(1, Math.floor((bytesPerSecond * sliceMs) / 1000));
  let paidUntilMs = 0;

  /** Gives the time to wait after so many bytes; whoever comes next waits behind them. */
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
      async read(take) {
        let isOver = false; // What waits for its turn when the body breaks off has nowhere to go any more.
        try {
          await response.read(async (chunk) => {
            for (let done = 0; done < chunk.length && !isOver; done += sliceBytes) {
              const slice = chunk.subarray(done, done + sliceBytes);
              await take(slice);
              await sleep(pay(slice.length), signal);
            }
          });
        } finally {
          isOver = true;
        }
      },
    };
  };
}
