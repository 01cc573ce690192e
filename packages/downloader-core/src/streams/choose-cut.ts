import type { Flight, Pace } from './flight.ts';

/** Whose rest an idle stream takes over, and from where on. */
export interface Cut {
  readonly flight: Flight;
  readonly at: number;
  /** Its connection crawls: all that has not come yet is taken. */
  readonly crawls: boolean;
}

export interface CutOptions {
  /** From a request to its answer; `undefined` while nobody knows. */
  readonly latencyMs: number | undefined;
  /** Bytes a millisecond that a stream brings as a rule; `undefined` while nobody knows. */
  readonly usualRate: number | undefined;
}

/** What is taken over is at least this long: less is not worth a request. */
const minShareBytes = 1024 * 1024;
/** Nor longer: a stream that is tried out, and proves one too many, ends with what it took. */
const maxShareBytes = 64 * 1024 * 1024;
/** A flight that ends sooner is left alone, and so is one that has hardly begun. */
const minRestMs = 150;
/** A stream may crawl over one connection and run over the next; a part that crawls over this many is just slow. */
const maxTakeovers = 3;
/** A stream crawls when it brings this many times less than is usual, for as long as that would have brought 4 MiB. */
const crawlFactor = 8;
const crawlAfterBytes = 4 * 1024 * 1024;
const crawlAfterMs = 1_000;

/** Chooses what a stream without work does best: the flight that would end last gives half of its rest, 64 MiB at most, or all if it crawls. */
export function chooseCut(flights: Iterable<Flight>, { latencyMs = 0, usualRate }: CutOptions): Cut | undefined {
  const minMs = Math.max(minRestMs, 4 * latencyMs);
  let best: (Cut & { readonly leftMs: number }) | undefined;
  for (const flight of flights) {
    const pace = flight.pace();
    if (pace === undefined || !flight.canBeCut() || pace.elapsedMs < minMs) continue;
    const remainingBytes = flight.remainingBytes();
    if (remainingBytes === 0) continue;
    const leftMs = (remainingBytes * pace.elapsedMs) / pace.broughtBytes;
    if (leftMs <= (best?.leftMs ?? minMs)) continue;
    if ((flight.part.takeovers ?? 0) < maxTakeovers && isCrawl(pace, usualRate)) {
      best = { flight, at: flight.part.start, crawls: true, leftMs };
    } else if (pace.broughtBytes > 0 && remainingBytes >= 2 * minShareBytes) {
      const shareBytes = Math.min(Math.floor(remainingBytes / 2), maxShareBytes);
      best = { flight, at: flight.end() - shareBytes, crawls: false, leftMs };
    }
  }
  return best;
}

function isCrawl({ elapsedMs, broughtBytes }: Pace, usualRate = 0): boolean {
  const usualBytes = usualRate * elapsedMs;
  return elapsedMs >= crawlAfterMs && usualBytes >= crawlAfterBytes && broughtBytes * crawlFactor < usualBytes;
}
