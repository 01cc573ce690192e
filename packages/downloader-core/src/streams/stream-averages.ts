import type { Flight } from './flight.ts';

/** How the streams of a download usually fare: what a slow one is compared with. */
export interface StreamAverages {
  /** From a request to its answer, in milliseconds; `undefined` before the first answer. */
  readonly latencyMs: number | undefined;
  /** Bytes in a millisecond of one stream; `undefined` before the first piece. */
  readonly usualRate: number | undefined;
  readonly onAnswer: (latencyMs: number) => void;
  readonly onPiece: (flight: Flight) => void;
}

/** Makes the running averages of one download. */
export function createStreamAverages(): StreamAverages {
  let latencyMs: number | undefined;
  let usualRate: number | undefined;
  return {
    get latencyMs() {
      return latencyMs;
    },
    get usualRate() {
      return usualRate;
    },
    onAnswer(nextMs) {
      latencyMs = blend(latencyMs, nextMs);
    },
    // A crawling stream hardly ever brings a piece, so it hardly weighs here.
    onPiece(flight) {
      const { elapsedMs = 0, broughtBytes = 0 } = flight.pace() ?? {};
      if (elapsedMs > 0) usualRate = blend(usualRate, broughtBytes / elapsedMs);
    },
  };
}

function blend(before: number | undefined, next: number): number {
  return before === undefined ? next : 0.8 * before + 0.2 * next;
}
