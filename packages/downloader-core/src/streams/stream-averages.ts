import type { ActivePart } from './active-part.ts';

/** The average performance of a download's streams, to which slow ones are compared. */
export interface StreamAverages {
  /** From a request to its response, in milliseconds; `undefined` before the first response. */
  readonly latencyMs: number | undefined;
  /** Bytes per millisecond of one stream; `undefined` before the first piece. */
  readonly usualRate: number | undefined;
  readonly onResponse: (latencyMs: number) => void;
  readonly onPiece: (active: ActivePart) => void;
}

/** Creates the moving averages of one download. */
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
    onResponse(nextMs) {
      latencyMs = blend(latencyMs, nextMs);
    },
    // Stalled streams report few pieces, so they have little weight.
    onPiece(active) {
      const { elapsedMs = 0, receivedBytes = 0 } = active.pace() ?? {};
      if (elapsedMs > 0) usualRate = blend(usualRate, receivedBytes / elapsedMs);
    },
  };
}

function blend(average: number | undefined, next: number): number {
  return average === undefined ? next : 0.8 * average + 0.2 * next;
}
