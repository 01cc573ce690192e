/** Selects the bytes of a body that belong to the requested range. */
export interface RangeWindow {
  /** The offset of the next byte of the range. */
  readonly position: () => number;
  /** The end of the range (exclusive). Infinite until {@link RangeWindow.shorten} is called. */
  readonly limit: () => number;
  /** Whether the range is complete. The body may continue. */
  readonly isFull: () => boolean;
  /** Whether the next bytes of the body are before the range. */
  readonly isSkipping: () => boolean;
  /** The body starts at byte 0 of the object, not at the range. */
  readonly startAtZero: () => void;
  /** Lowers the limit, but not below the current position. Returns the new limit. */
  readonly shorten: (end: number) => number;
  /** Returns the bytes of the next chunk that belong to the range. */
  readonly select: (arrived: Uint8Array) => Uint8Array;
}

export function createRangeWindow(start: number): RangeWindow {
  let position = start;
  let limit = Number.POSITIVE_INFINITY;
  let bytesToSkip = 0;
  return {
    position: () => position,
    limit: () => limit,
    isFull: () => position >= limit,
    isSkipping: () => bytesToSkip > 0,
    startAtZero() {
      bytesToSkip = start;
    },
    shorten(end) {
      limit = Math.min(limit, Math.max(end, position));
      return limit;
    },
    select(arrived) {
      const skipped = Math.min(bytesToSkip, arrived.length);
      bytesToSkip -= skipped;
      const received = skipped === 0 ? arrived : arrived.subarray(skipped);
      const wanted = position + received.length > limit ? received.subarray(0, limit - position) : received;
      position += wanted.length;
      return wanted;
    },
  };
}
