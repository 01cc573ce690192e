import type { ActivePart, Pace } from './active-part.ts';

/** The part to split for an idle stream, and where. */
export interface Split {
  readonly active: ActivePart;
  readonly at: number;
  /** Its connection is stalled: the idle stream takes all bytes that have not arrived. */
  readonly isStalled: boolean;
}

export interface SplitOptions {
  /** Average time from a request to its response; `undefined` if unknown. */
  readonly latencyMs: number | undefined;
  /** Average bytes per millisecond of one stream; `undefined` if unknown. */
  readonly usualRate: number | undefined;
}

/** Minimum size of a share: a smaller one is not worth a request. */
const minShareBytes = 1024 * 1024;
/** Maximum size of a share: a stream that was added as a trial, and does not help, ends after its share. */
const maxShareBytes = 64 * 1024 * 1024;
/** Parts that end sooner are not split, nor parts that have just started. */
const minRestMs = 150;
/** A new connection often helps a stalled part. After this many, the part itself is slow. */
const maxStalls = 3;
/** A stream is stalled if its rate is this many times below average, for as long as 4 MiB take at the average rate. */
const stallFactor = 8;
const stallBytes = 4 * 1024 * 1024;
const minStallMs = 1_000;

/**
 * Chooses the part that would finish last. The idle stream gets half of its missing bytes (64 MiB at most), or all of
 * them if it is stalled.
 */
export function chooseSplit(
  activeParts: Iterable<ActivePart>,
  { latencyMs = 0, usualRate }: SplitOptions,
): Split | undefined {
  const minMs = Math.max(minRestMs, 4 * latencyMs);
  let best: (Split & { readonly leftMs: number }) | undefined;
  for (const active of activeParts) {
    const pace = active.pace();
    if (pace === undefined || !active.canSplit() || pace.elapsedMs < minMs) continue;
    const remainingBytes = active.remainingBytes();
    if (remainingBytes === 0) continue;
    const leftMs = (remainingBytes * pace.elapsedMs) / pace.receivedBytes;
    if (leftMs <= (best?.leftMs ?? minMs)) continue;
    if ((active.part.stalls ?? 0) < maxStalls && isStalled(pace, usualRate)) {
      best = { active, at: active.part.start, isStalled: true, leftMs };
    } else if (pace.receivedBytes > 0 && remainingBytes >= 2 * minShareBytes) {
      const shareBytes = Math.min(Math.floor(remainingBytes / 2), maxShareBytes);
      best = { active, at: active.end() - shareBytes, isStalled: false, leftMs };
    }
  }
  return best;
}

function isStalled({ elapsedMs, receivedBytes }: Pace, usualRate = 0): boolean {
  const usualBytes = usualRate * elapsedMs;
  return elapsedMs >= minStallMs && usualBytes >= stallBytes && receivedBytes * stallFactor < usualBytes;
}
