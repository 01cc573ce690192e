import type { RangeControl } from '../ports.ts';
import type { Span } from '../record/ledger.ts';

/** A span that is still to be downloaded. */
export interface Part extends Span {
  /** Consecutive attempts without progress, if a stream returned the part unfinished. */
  readonly failures?: number | undefined;
  /** Since when there has been no progress, on a monotonic clock, if a stream returned the part unfinished. */
  readonly stuckSinceMs?: number | undefined;
  /** How often it was taken from a stalled stream. */
  readonly stalls?: number | undefined;
  /** The server ignored the range in every attempt, so a response with the whole object is accepted. */
  readonly rangeIgnored?: boolean | undefined;
}

/** A part during its download: what is missing, how fast it proceeds, and the means to split it. */
export interface ActivePart {
  readonly part: Part;
  /** Its current end: before the end of `part` after a split, after it if the server ignores ranges. */
  readonly end: () => number;
  readonly setEnd: (end: number) => void;
  /** The first missing span. */
  readonly hole: () => Span | undefined;
  readonly remainingBytes: () => number;
  /** The progress of the current request; `undefined` if there is none. */
  readonly pace: () => Pace | undefined;
  /** A request was passed to the carrier; `abort` ends it. */
  readonly onRequest: (abort: () => void) => void;
  /** The carrier sends the current request, and can shorten it. */
  readonly onControl: (control: RangeControl) => void;
  readonly onBytes: (count: number) => void;
  readonly onRequestOver: () => void;
  readonly canSplit: () => boolean;
  /**
   * Moves the end to `at`, or to the bytes already received if they go further. Returns the rest, which is no longer
   * downloaded here. `abortRequest` also aborts the request; received bytes are kept.
   */
  readonly split: (at: number, abortRequest: boolean) => Promise<Span | undefined>;
}

export interface Pace {
  /** Since the request was sent, as far as the carrier reports it. */
  readonly elapsedMs: number;
  readonly receivedBytes: number;
}

/** `now` is a monotonic clock in milliseconds. */
export function createActivePart(
  part: Part,
  holes: (span: Span) => Span[],
  now: () => number = () => performance.now(),
): ActivePart {
  let end = part.end;
  let control: RangeControl | undefined;
  let request: { startedMs: number; readonly abort: () => void; receivedBytes: number } | undefined;
  let isSplitting = false;
  const hole = () => holes({ start: part.start, end })[0];

  return {
    part,
    end: () => end,
    setEnd(next) {
      end = next;
    },
    hole,
    remainingBytes: () => end - (hole()?.start ?? end),
    pace: () => request && { elapsedMs: now() - request.startedMs, receivedBytes: request.receivedBytes },
    onRequest(abort) {
      request = { startedMs: now(), abort, receivedBytes: 0 };
    },
    onControl(given) {
      control = given;
      // Until now, it may have waited for its turn among other downloads, which says nothing about the server.
      if (request !== undefined) request.startedMs = now();
    },
    onBytes(count) {
      if (request !== undefined) request.receivedBytes += count;
    },
    onRequestOver() {
      request = undefined;
      control = undefined;
    },
    canSplit: () => control !== undefined && !isSplitting && Number.isFinite(end),
    async split(at, abortRequest) {
      const splitRequest = request;
      if (control === undefined) return undefined;
      isSplitting = true;
      // The carrier may have received more than it has reported, so it decides where the range can end.
      const newEnd = await control.shorten(at).finally(() => {
        isSplitting = false;
      });
      // Another request was sent in the meantime: it already asks for the rest.
      if (request !== undefined && request !== splitRequest) return undefined;
      if (newEnd >= end) return undefined;
      const rest = { start: newEnd, end };
      end = newEnd;
      if (abortRequest) splitRequest?.abort();
      return rest;
    },
  };
}
