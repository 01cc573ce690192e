/** The clock that signatures are dated with: this machine's, corrected by what the service told. */
export interface Clock {
  readonly now: () => Date;
  /** Takes the service's time (a `Date` header, or `ServerTime` of an error) as the right one. Anything unreadable is ignored. */
  readonly correct: (serverTime: string) => void;
}

/** Makes the clock of one client from `now`, which gives milliseconds since 1970. */
export function createClock(now: () => number): Clock {
  let offsetMs = 0;
  return {
    now: () => new Date(now() + offsetMs),
    correct(serverTime) {
      const serverMs = Date.parse(serverTime);
      if (!Number.isNaN(serverMs)) offsetMs = serverMs - now();
    },
  };
}
