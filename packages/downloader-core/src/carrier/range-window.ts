/** What of a body belongs to the range that is carried. */
export interface RangeWindow {
  /** The offset of the next byte that is wanted. */
  readonly position: () => number;
  /** Bytes from here on are not wanted: infinite unless {@link RangeWindow.shorten} was called. */
  readonly limit: () => number;
  /** Whether all that is wanted has come, while the body goes on. */
  readonly isFull: () => boolean;
  /** Whether the bytes to come still lie before the range. */
  readonly isAhead: () => boolean;
  /** The body begins at byte 0 of the object, not at the range. */
  readonly beginAtZero: () => void;
  /** Lowers the limit, at the furthest to what has come already; gives the limit that holds now. */
  readonly shorten: (end: number) => number;
  /** Gives the part of the next bytes of the body that is wanted. */
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
