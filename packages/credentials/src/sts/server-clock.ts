/** A clock that is corrected by the time of a server. */
export interface ServerClock {
  /** Milliseconds since 1970: the server's time if known, else the local time. */
  readonly now: () => number;
  /** Adjusts the clock to a `Date` header, unless they differ by at most 5 minutes. Returns whether it did. */
  readonly adjust: (date: string | null) => boolean;
}

export function serverClock(now: () => number): ServerClock {
  let offsetMs = 0;
  return {
    now: () => now() + offsetMs,
    adjust: (date) => {
      const newOffsetMs = Date.parse(date ?? '') - now();
      if (Number.isNaN(newOffsetMs) || Math.abs(newOffsetMs - offsetMs) <= 300_000) return false;
      offsetMs = newOffsetMs;
      return true;
    },
  };
}
