/** The clock for signing times: the local clock, corrected by the service's time. */
export interface Clock {
  readonly now: () => Date;
  /**
   * Sets the clock to the service's time: a `Date` header, or `ServerTime` of an error. Ignores invalid dates and years
   * that no signature can have: no later response could correct them.
   */
  readonly correct: (serverTime: string) => void;
}

/** Creates the clock of a client. `now` returns milliseconds since 1970. */
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

// A year before the last one that a signing time can have, because time passes and URLs expire later.
const endOfYear9998 = 253_370_764_800_000;
