/** A clock that is put right by what a server says. */
export interface ServerClock {
  /** Milliseconds since 1970, by the server's clock as far as it is known. */
  readonly now: () => number;
  /** Takes the `Date` header of an answer; a difference of up to 5 minutes is left alone. Says whether the clock moved. */
  readonly learn: (date: string | null) => boolean;
}

export function serverClock(now: () => number): ServerClock {
  let offsetMs = 0;
  return {
    now: () => now() + offsetMs,
    learn: (date) => {
      const seenMs = Date.parse(date ?? '') - now();
      if (Number.isNaN(seenMs) || Math.abs(seenMs - offsetMs) <= 300_000) return false;
      offsetMs = seenMs;
      return true;
    },
  };
}
