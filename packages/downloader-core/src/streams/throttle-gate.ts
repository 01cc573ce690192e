import { wait } from './backoff.ts';

/** What all streams of a download wait at once the service has asked one of them to slow down. */
export interface ThrottleGate {
  /** Lets nobody pass for so long from now; never shortens a wait that is on. */
  readonly close: (delayMs: number) => void;
  /** Resolves when the gate is open; rejects with the signal's reason. */
  readonly pass: (signal: AbortSignal) => Promise<void>;
}

/** `now` is a clock that only goes forward, in milliseconds. */
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
