import { wait } from '../wait.ts';

/** Delays all streams of a download after the service has throttled one of them. */
export interface ThrottleGate {
  /** Closes the gate for this long; never shortens an earlier delay. */
  readonly close: (delayMs: number) => void;
  /** Resolves when the gate is open; rejects with the signal's reason. */
  readonly pass: (signal: AbortSignal) => Promise<void>;
}

/** `now` is a monotonic clock in milliseconds. */
export function createThrottleGate(now: () => number = () => performance.now()): ThrottleGate {
  let opensAtMs = 0;
  return {
    close(delayMs) {
      opensAtMs = Math.max(opensAtMs, now() + delayMs);
    },
    async pass(signal) {
      for (let leftMs = opensAtMs - now(); leftMs > 0; leftMs = opensAtMs - now()) await wait(leftMs, signal);
    },
  };
}
