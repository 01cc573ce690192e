/** A sign that there may be too many streams. */
export type Congestion = 'throttled' | 'reset' | 'slow';

/** Controls the number of streams of a download. */
export interface Concurrency {
  /** The number of streams that should run. Active streams are not stopped, but surplus ones get no further part. */
  readonly target: () => number;
  /** Bytes were received, by any stream. */
  readonly onBytes: (count: number) => void;
  /** A response arrived after this many milliseconds. */
  readonly onResponse: (latencyMs: number) => void;
  readonly onCongestion: (congestion: Congestion) => void;
}

export interface ConcurrencyOptions {
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Streams at the start. */
  readonly start: number;
  /** Maximum number of streams. */
  readonly max: number;
}

/** Minimum time of a measurement. The disk writes in bursts, so a shorter one might see only a single burst. */
const windowMs = 150;
/** New streams must connect and fill their first piece, so measurements start after this time. */
const settleMs = 75;
/** The gain that justifies doubling the streams. */
const worthwhileGain = 1.2;
/** The gain that justifies a quarter more streams. */
const worthwhileSmallGain = 1.1;
/** How long a good number is kept before the next trial; doubles after each failed trial. */
const minHoldMs = 5_000;
const maxHoldMs = 60_000;
/** Congestion of several streams within this time counts once. */
const congestionRoundMs = 1_000;
/** A response is slow if it takes at least this long, and this many times the fastest one. */
const slowResponseMs = 2_000;
const slowResponseFactor = 8;
const shrink: Readonly<Record<Congestion, number>> = { throttled: 0.5, reset: 0.75, slow: 0.75 };

/**
 * Finds the best number of streams by trial: measures the rate, doubles the streams, measures again, and continues
 * while the rate grows. Otherwise, returns to the previous number and holds it. After the first congestion, grows by
 * quarters only.
 */
export function createConcurrency(options: ConcurrencyOptions): Concurrency {
  const { now, max } = options;
  let target = Math.min(options.start, max);
  let isCautious = false;
  let holdMs = minHoldMs;
  let fastestMs = Number.POSITIVE_INFINITY;
  let lastCongestionMs = Number.NEGATIVE_INFINITY;
  // The baseline of the current trial; absent while it is being measured.
  let baseline: { readonly target: number; readonly rate: number } | undefined;
  // Nothing is measured before this time, while new streams start up or a number is held.
  let measuresFromMs = Number.NEGATIVE_INFINITY;
  let window: { readonly startMs: number; bytes: number; pieces: number } | undefined;

  const measureFrom = (nextMs: number): void => {
    measuresFromMs = nextMs;
    window = undefined;
  };
  const grow = (rate: number, nowMs: number): void => {
    baseline = { target, rate };
    target = Math.min(max, isCautious ? target + Math.max(1, Math.floor(target / 4)) : target * 2);
    measureFrom(nowMs + settleMs + (Number.isFinite(fastestMs) ? 2 * fastestMs : 0));
  };
  const hold = (nowMs: number): void => {
    baseline = undefined;
    measureFrom(nowMs + holdMs);
    holdMs = Math.min(maxHoldMs, holdMs * 2);
  };
  const evaluate = (rate: number, nowMs: number): void => {
    if (baseline !== undefined && rate < baseline.rate * neededGain(baseline.target, target)) {
      target = baseline.target;
      hold(nowMs);
    } else if (target < max) {
      grow(rate, nowMs);
    } else {
      hold(nowMs);
    }
  };
  const onCongestion = (congestion: Congestion): void => {
    const nowMs = now();
    if (nowMs - lastCongestionMs < congestionRoundMs) return;
    lastCongestionMs = nowMs;
    isCautious = true;
    target = Math.max(1, Math.floor(target * shrink[congestion]));
    hold(nowMs);
  };

  return {
    target: () => target,
    onBytes(count) {
      const nowMs = now();
      if (nowMs < measuresFromMs) return;
      // A window starts and ends with a piece. Otherwise, the rate of slow networks would be overestimated.
      if (window === undefined) {
        window = { startMs: nowMs, bytes: 0, pieces: 0 };
        return;
      }
      window.bytes += count;
      window.pieces += 1;
      const elapsedMs = nowMs - window.startMs;
      // On slow networks, a window lasts until every stream may have delivered a piece.
      if (elapsedMs >= windowMs && window.pieces >= target) evaluate(window.bytes / elapsedMs, nowMs);
    },
    onResponse(latencyMs) {
      fastestMs = Math.min(fastestMs, latencyMs);
      if (latencyMs >= slowResponseMs && latencyMs >= slowResponseFactor * fastestMs) onCongestion('slow');
    },
    onCongestion,
  };
}

function neededGain(before: number, after: number): number {
  const more = after / before - 1;
  // Near the maximum, steps are small: half of the possible gain is enough.
  return Math.min(more >= 1 ? worthwhileGain : worthwhileSmallGain, 1 + more / 2);
}

/** A fixed number of streams. */
export function createFixedConcurrency(parallel: number): Concurrency {
  const ignore = () => undefined;
  return { target: () => parallel, onBytes: ignore, onResponse: ignore, onCongestion: ignore };
}
