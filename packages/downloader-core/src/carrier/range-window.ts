/** Selects the bytes of a body that belong to the requested range. */
export interface RangeWindow {
  /** The offset of the next byte of the range. */
  readonly position: () => number;
  /** The end of the range (exclusive). Infinite until {@link RangeWindow.shorten} is called. */
  readonly limit: () => number;
  /** Whether the range is complete. The body may continue. */
  readonly isFull: () => boolean;
  /** Whether the next bytes of the body are before the range. */
  readonly isAhead: () => boolean;
  /** The body starts at byte 0 of the object, not at the range. */
  readonly beginAtZero: () => void;
  /** Lowers the limit, but not below the current position. Returns the new limit. */
  readonly shorten: (end: number) => number;
  /** Returns the bytes of the next chunk that belong to the range. */
  readonly take: (arrived: Uint8Array) => Uint8Array;
}

export function createRangeWindow(start: number): RangeWindow {
  let position = start;
  let limit = Number.POSITIVE_INFINITY;
  let ahead = 0;
  return {
    position: () => position,
    limit: () => limit,
    isFull: () => position >= limit,
    isAhead: () => ahead > 0,
    beginAtZero() {
      ahead = start;
    },
    shorten(end) {
      limit = Math.min(limit, Math.max(end, position));
      return limit;
    },
    take(arrived) {
      const passed = Math.min(ahead, arrived.length);
      ahead -= passed;
      const received = passed === 0 ? arrived : arrived.subarray(passed);
      const wanted = position + received.length > limit ? received.subarray(0, limit - position) : received;
      position += wanted.length;
      return wanted;
    },
  };
}
