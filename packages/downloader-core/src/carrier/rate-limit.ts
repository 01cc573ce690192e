import type { RangeTransport } from '../ports.ts';
import { wait } from '../streams/backoff.ts';

/** Makes a transport keep to a rate that it shares with all others that went through the same limit. */
export type RateLimit = (transport: RangeTransport) => RangeTransport;

export interface RateLimitOptions {
  readonly bytesPerSecond: number;
  /** A clock that only goes forward, in milliseconds. @default `performance.now` */
  readonly now?: (() => number) | undefined;
  /** Waits; rejects with the signal's reason. @default a timer */
  readonly sleep?: ((delayMs: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** Bytes are handed on in slices of so much time, so that no stream looks silent while it waits for its turn. */
const sliceMs = 50;

/**
 * A token bucket for the bodies of many answers: bytes are taken off the connection no faster than `bytesPerSecond`, all
 * connections together, and the network feels it through its own flow control.
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
