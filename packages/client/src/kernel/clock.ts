/** The clock that signatures are dated with: this machine's, corrected by what the service told. */
export interface Clock {
  readonly now: () => Date;
  /**
   * Takes the service's time (a `Date` header, or `ServerTime` of an error) as the right one. Ignores what is unreadable, and
   * years that no signature can be dated with: no later answer could correct them.
   */
  readonly correct: (serverTime: string) => void;
}

/** Makes the clock of one client from `now`, which gives milliseconds since 1970. */
export function createClock(now: () => number): Clock {
  let offsetMs = 0;
  return {
    now: () => new Date(now() + offsetMs),
    correct(serverTime) {
      const serverMs = Date.parse(serverTime);
      if (serverMs >= 0 && serverMs < endOfYear9998) offsetMs = serverMs - now();
    },
  };
}

// One year before the last that can be written: time goes on, and URLs end later.
const endOfYear9998 = 253_370_764_800_000;
