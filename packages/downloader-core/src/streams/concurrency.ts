/** What went wrong with a stream, as far as the number of streams may be to blame. */
export type Trouble = 'throttled' | 'reset' | 'slow';

/** Says how many streams are good for a download. */
export interface Concurrency {
  /** Streams that should run now; one that flows is never stopped for it, it just gets no next part. */
  readonly target: () => number;
  /** So many bytes came, over all streams. */
  readonly onBytes: (count: number) => void;
  /** A request was answered after so many milliseconds. */
  readonly onAnswer: (latencyMs: number) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

export interface ConcurrencyOptions {
  /** A clock that only goes forward, in milliseconds. */
  readonly now: () => number;
  /** Streams to begin with. */
  readonly start: number;
  /** Streams at most. */
  readonly max: number;
}

/** How long a rate is measured, at least: the disk takes bytes in bursts, and a shorter look would see only one. */
const windowMs = 150;
/** New streams first have to connect and to fill their first piece: what comes until then says nothing of them. */
const settleMs = 75;
/** Twice the streams must bring this much more, or they are not worth having. */
const worthwhileGain = 1.2;
/** The same for a quarter more streams. */
const worthwhileSmallGain = 1.1;
/** How long a number that proved right is kept before the next try; doubles each time the next try fails. */
const minHoldMs = 5_000;
const maxHoldMs = 60_000;
/** Streams that are refused together are one trouble, not many. */
const troubleRoundMs = 1_000;
/** An answer is slow when it takes this long and this many times the quickest one. */
const slowAnswerMs = 2_000;
const slowAnswerFactor = 8;
const shrink: Readonly<Record<Trouble, number>> = { throttled: 0.5, reset: 0.75, slow: 0.75 };

/**
 * Finds the number of streams by trying: it measures the rate, doubles the streams, measures again, and goes on as long as
 * the rate grows; else it steps back and holds. After the first trouble it grows by quarters only.
 */
export function createConcurrency(options: ConcurrencyOptions): Concurrency {
  const { now, max } = options;
  let target = Math.min(options.start, max);
  let careful = false;
  let holdMs = minHoldMs;
  let quickestMs = Number.POSITIVE_INFINITY;
  let lastTroubleMs = Number.NEGATIVE_INFINITY;
  // What the try that runs is compared with; absent while the rate before it is measured.
  let before: { readonly target: number; readonly rate: number } | undefined;
  // Until then nothing is measured: new streams settle, or a number is held.
  let opensAtMs = Number.NEGATIVE_INFINITY;
  let window: { readonly startMs: number; bytes: number; pieces: number } | undefined;

  const measureFrom = (nextMs: number): void => {
    opensAtMs = nextMs;
    window = undefined;
  };
  const grow = (rate: number, nowMs: number): void => {
    before = { target, rate };
    target = Math.min(max, careful ? target + Math.max(1, Math.floor(target / 4)) : target * 2);
    measureFrom(nowMs + settleMs + (Number.isFinite(quickestMs) ? 2 * quickestMs : 0));
  };
  const hold = (nowMs: number): void => {
    before = undefined;
    measureFrom(nowMs + holdMs);
    holdMs = Math.min(maxHoldMs, holdMs * 2);
  };
  const judge = (rate: number, nowMs: number): void => {
    if (before !== undefined && rate < before.rate * neededGain(before.target, target)) {
      target = before.target;
      hold(nowMs);
    } else if (target < max) {
      grow(rate, nowMs);
    } else {
      hold(nowMs);
    }
  };
  const onTrouble = (trouble: Trouble): void => {
    const nowMs = now();
    if (nowMs - lastTroubleMs < troubleRoundMs) return;
    lastTroubleMs = nowMs;
    careful = true;
    target = Math.max(1, Math.floor(target * shrink[trouble]));
    hold(nowMs);
  };

  return {
    target: () => target,
    onBytes(count) {
      const nowMs = now();
      if (nowMs < opensAtMs) return;
      // A window begins with a piece, as it ends with one: else slow networks would be measured too fast.
      if (window === undefined) {
        window = { startMs: nowMs, bytes: 0, pieces: 0 };
        return;
      }
      window.bytes += count;
      window.pieces += 1;
      const elapsedMs = nowMs - window.startMs;
      // On a slow network a window lasts until every stream may have brought a piece.
      if (elapsedMs >= windowMs && window.pieces >= target) judge(window.bytes / elapsedMs, nowMs);
    },
    onAnswer(latencyMs) {
      quickestMs = Math.min(quickestMs, latencyMs);
      if (latencyMs >= slowAnswerMs && latencyMs >= slowAnswerFactor * quickestMs) onTrouble('slow');
    },
    onTrouble,
  };
}

function neededGain(before: number, after: number): number {
  const more = after / before - 1;
  // Near the maximum, a step may be too small for any gain to be noticed: half of what it could bring is enough there.
  return Math.min(more >= 1 ? worthwhileGain : worthwhileSmallGain, 1 + more / 2);
}

/** Always the same number of streams: somebody knows better. */
export function createFixedConcurrency(parallel: number): Concurrency {
  const ignore = () => undefined;
  return { target: () => parallel, onBytes: ignore, onAnswer: ignore, onTrouble: ignore };
}
