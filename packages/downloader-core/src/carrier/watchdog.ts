import { maxTimerMs, OssError } from '@ossferry/contract';
import { invalidOption } from '../invalid-option.ts';
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

/** Fills in what is not given; `Infinity` is no clock. Refuses what is no time to wait with `InvalidOption`. */
export function readTimeouts(given: Partial<Timeouts> | undefined): Timeouts {
  if (given === undefined) return defaultTimeouts;
  const timeouts = withDefaults(defaultTimeouts, given);
  for (const [name, value] of Object.entries(timeouts)) {
    if (!(value > 0))
      throw invalidOption(`timeouts.${name} is ${value}`, 'Give milliseconds, or Infinity for no limit.');
  }
  return timeouts;
}

/** One clock for one request: it aborts `signal` when what it waits for does not come in time. */
export interface Watchdog {
  readonly signal: AbortSignal;
  /** Starts to wait for this, instead of what it waited for before. */
  readonly expect: (what: keyof Timeouts) => void;
  /**
   * What to throw for an error: the reason of an abort says more than a transport's "aborted", and a refusal more than
   * that its text did not all come.
   */
  readonly explain: (error: unknown) => unknown;
  /** Waits for nothing: our own disk is busy, not the network. */
  readonly pause: () => void;
  readonly stop: () => void;
}

/** Makes the clock of one request; `outer` aborts it too, with its own reason. */
export function createWatchdog(timeouts: Timeouts, outer: AbortSignal, offset: () => number): Watchdog {
  const controller = new AbortController();
  const onOuterAbort = () => controller.abort(outer.reason);
  if (outer.aborted) onOuterAbort();
  else outer.addEventListener('abort', onOuterAbort, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firesAtMs = 0;
  let waitingFor: keyof Timeouts | undefined;
  let lastSeenMs = 0;
  let stopped = false;

  // Bytes arrive thousands of times a second: re-arming a timer for each would cost more than looking at the clock once
  // when it fires. One that fires too soon is armed again, so that an object of a few bytes needs one timer.
  const arm = (delayMs: number) => {
    if (delayMs === Number.POSITIVE_INFINITY) return; // Whoever wants no clock has none.
    firesAtMs = performance.now() + delayMs;
    timer = setTimeout(
      () => {
        timer = undefined;
        if (waitingFor === undefined) return;
        const leftMs = timeouts[waitingFor] - (performance.now() - lastSeenMs);
        if (leftMs > 0) arm(leftMs);
        else controller.abort(timeoutError(waitingFor, timeouts[waitingFor], offset()));
      },
      Math.min(delayMs, maxTimerMs),
    );
  };

  return {
    signal: controller.signal,
    expect(what) {
      if (stopped) return; // A timer started now would keep its thread alive for nothing.
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
      return controller.signal.aborted ? controller.signal.reason : error;
    },
    pause() {
      waitingFor = undefined;
      clearTimeout(timer);
      timer = undefined;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      outer.removeEventListener('abort', onOuterAbort);
    },
  };
}

const awaited: Readonly<Record<keyof Timeouts, { code: string; what: string }>> = {
  headersMs: { code: 'HeadersTimeout', what: 'The server did not answer' },
  firstByteMs: { code: 'FirstByteTimeout', what: 'No byte of the body came' },
  idleMs: { code: 'IdleTimeout', what: 'No more bytes came' },
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
