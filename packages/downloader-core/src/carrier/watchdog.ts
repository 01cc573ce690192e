import { maxTimerMs, OssError } from '@ossferry/contract';
import { invalidOption } from '../invalid-option.ts';
import { linkAbort } from '../until-aborted.ts';
import { withDefaults } from '../with-defaults.ts';

/** Timeouts in milliseconds. */
export interface Timeouts {
  /** From sending a request to the headers of the response. @default 30 000 */
  readonly headersMs: number;
  /** From the headers to the first byte of the body. @default 30 000 */
  readonly firstByteMs: number;
  /** Between two chunks of the body. @default 20 000 */
  readonly idleMs: number;
}

export const defaultTimeouts: Timeouts = { headersMs: 30_000, firstByteMs: 30_000, idleMs: 20_000 };

/** Adds the defaults; `Infinity` turns a timeout off. Throws `InvalidOption`. */
export function readTimeouts(given: Partial<Timeouts> | undefined): Timeouts {
  if (given === undefined) return defaultTimeouts;
  const timeouts = withDefaults(defaultTimeouts, given);
  for (const [name, value] of Object.entries(timeouts)) {
    if (!(value > 0))
      throw invalidOption(`timeouts.${name} is ${value}`, 'Give milliseconds, or Infinity for no limit.');
  }
  return timeouts;
}

/** The timeouts of one request. Aborts `signal` when one of them expires. */
export interface Watchdog {
  readonly signal: AbortSignal;
  /** Starts this timeout, instead of the previous one. */
  readonly expect: (what: keyof Timeouts) => void;
  /**
   * Returns the error to throw: the reason of `outer` if it aborted, a refusal of the service, the timeout that
   * expired, or else `error`.
   */
  readonly explain: (error: unknown) => unknown;
  /** Stops the timeout while the disk is busy. */
  readonly pause: () => void;
  readonly stop: () => void;
}

/** Creates the watchdog of one request. `outer` aborts it too, with its own reason. */
export function createWatchdog(timeouts: Timeouts, outer: AbortSignal, offset: () => number): Watchdog {
  const { signal, abort, unlink } = linkAbort(outer);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firesAtMs = 0;
  let waitingFor: keyof Timeouts | undefined;
  let lastSeenMs = 0;
  let stopped = false;

  // Chunks arrive thousands of times per second, and restarting the timer for each would be expensive. Instead, the
  // timer checks the clock when it fires, and restarts itself if it is too early.
  const arm = (delayMs: number) => {
    if (delayMs === Number.POSITIVE_INFINITY) return; // The timeout is turned off.
    firesAtMs = performance.now() + delayMs;
    timer = setTimeout(
      () => {
        timer = undefined;
        if (waitingFor === undefined) return;
        const leftMs = timeouts[waitingFor] - (performance.now() - lastSeenMs);
        if (leftMs > 0) arm(leftMs);
        else abort(timeoutError(waitingFor, timeouts[waitingFor], offset()));
      },
      Math.min(delayMs, maxTimerMs),
    );
  };

  return {
    signal,
    expect(what) {
      if (stopped) return; // A timer started now would keep its thread alive.
      lastSeenMs = performance.now();
      waitingFor = what;
      if (timer !== undefined && firesAtMs > lastSeenMs + timeouts[what]) {
        clearTimeout(timer);
        timer = undefined;
      }
      if (timer === undefined) arm(timeouts[what]);
    },
    explain(error) {
      if (outer.aborted) return outer.reason;
      if (OssError.isInstance(error) && error.status !== undefined) return error;
      return signal.aborted ? signal.reason : error;
    },
    pause() {
      waitingFor = undefined;
      clearTimeout(timer);
      timer = undefined;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      unlink();
    },
  };
}

const awaited: Readonly<Record<keyof Timeouts, { code: string; what: string }>> = {
  headersMs: { code: 'HeadersTimeout', what: 'The server did not respond' },
  firstByteMs: { code: 'FirstByteTimeout', what: 'No byte of the body arrived' },
  idleMs: { code: 'IdleTimeout', what: 'No more bytes arrived' },
};

function timeoutError(waitingFor: keyof Timeouts, afterMs: number, offset: number): OssError {
  const { code, what } = awaited[waitingFor];
  return new OssError({
    code,
    phase: waitingFor === 'headersMs' ? 'headers' : 'body',
    message: `${what} for ${afterMs / 1000} s.`,
    advice: 'Check the network, or allow more time.',
    retryable: true,
    offset,
  });
}
