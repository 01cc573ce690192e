import type { RangeControl } from '../ports.ts';
import type { Span } from '../record/ledger.ts';

/** A part that somebody has still to bring. */
export interface Part extends Span {
  /** Tries in a row that brought nothing, when a stream gave the part back. */
  readonly failures?: number | undefined;
  /** Since when nothing came of it, on a clock that only goes forward, when a stream gave the part back. */
  readonly stuckSinceMs?: number | undefined;
  /** How often its rest was taken from a stream that crawled. */
  readonly takeovers?: number | undefined;
  /** The server had its tries to answer with this range: now it may send the whole object. */
  readonly rangeIgnored?: boolean | undefined;
}

/** One part on its way: what is left of it, how fast it comes, and the handle by which its rest can be taken away. */
export interface Flight {
  readonly part: Part;
  /** Where it ends now: sooner than its part when another stream took the rest, later when the server ignored ranges. */
  readonly end: () => number;
  readonly setEnd: (end: number) => void;
  /** The first run of bytes that is missing. */
  readonly hole: () => Span | undefined;
  readonly remainingBytes: () => number;
  /** Milliseconds since its request was sent, and what it brought since; `undefined` while no request runs. */
  readonly pace: () => Pace | undefined;
  /** A request starts: `control` comes from its carrier, `abort` ends it. */
  readonly onRequest: (abort: () => void) => void;
  readonly onControl: (control: RangeControl) => void;
  readonly onBytes: (count: number) => void;
  readonly onRequestOver: () => void;
  /** Whether its rest can be taken away now. */
  readonly canBeCut: () => boolean;
  /**
   * Lets the flight end at `at` at the earliest, and gives the rest that nobody will bring now. `atOnce` also breaks its
   * request off: what came is kept.
   */
  readonly cut: (at: number, atOnce: boolean) => Promise<Span | undefined>;
}

export interface Pace {
  readonly elapsedMs: number;
  readonly broughtBytes: number;
}

/** `now` is a clock that only goes forward, in milliseconds. */
export function createFlight(
  part: Part,
  holes: (span: Span) => Span[],
  now: () => number = () => performance.now(),
): Flight {
  let end = part.end;
  let control: RangeControl | undefined;
  let request: { readonly startedMs: number; readonly abort: () => void; broughtBytes: number } | undefined;
  let isBeingCut = false;
  const hole = () => holes({ start: part.start, end })[0];

  return {
    part,
    end: () => end,
    setEnd(next) {
      end = next;
    },
    hole,
    remainingBytes: () => end - (hole()?.start ?? end),
    pace: () => request && { elapsedMs: now() - request.startedMs, broughtBytes: request.broughtBytes },
    onRequest(abort) {
      request = { startedMs: now(), abort, broughtBytes: 0 };
    },
    onControl(given) {
      control = given;
    },
    onBytes(count) {
      if (request !== undefined) request.broughtBytes += count;
    },
    onRequestOver() {
      request = undefined;
      control = undefined;
    },
    canBeCut: () => control !== undefined && !isBeingCut && Number.isFinite(end),
    async cut(at, atOnce) {
      const cutRequest = request;
      if (control === undefined) return undefined;
      isBeingCut = true;
      // The carrier may be ahead of what it has told: only it knows where it can still stop.
      const newEnd = await control.shorten(at).finally(() => {
        isBeingCut = false;
      });
      if (newEnd >= end) return undefined;
      const rest = { start: newEnd, end };
      end = newEnd;
      if (atOnce) cutRequest?.abort();
      return rest;
    },
  };
}
