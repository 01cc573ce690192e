/** Lets only so many things be under way at a time. */
export interface Turnstile {
  /** Resolves when there is room. */
  readonly enter: () => Promise<void> | undefined;
  readonly leave: () => void;
  /** Resolves when nothing is under way any more. */
  readonly empty: () => Promise<void>;
}

/** Makes a turnstile for one who enters and many who leave. */
export function createTurnstile(places: number): Turnstile {
  let taken = 0;
  let wake: (() => void) | undefined;
  const until = async (limit: number): Promise<void> => {
    while (taken > limit) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const take = (): void => {
    taken += 1;
  };
  return {
    enter() {
      if (taken >= places) return until(places - 1).then(take);
      take();
      return undefined;
    },
    leave() {
      taken -= 1;
      wake?.();
    },
    empty: () => until(0),
  };
}
