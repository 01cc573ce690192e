/** Limits how many tasks run at once. Waiting tasks start in the order of their calls. */
export interface Semaphore {
  /** Takes a permit. Returns a promise only if the caller has to wait for one. */
  readonly acquire: () => Promise<void> | undefined;
  readonly release: () => void;
  /** Permits in use. */
  readonly used: () => number;
  /** Lowers the limit, but not below 1. Tasks that already run keep their permits. */
  readonly lowerLimit: (limit: number) => void;
  /** Resolves when no permit is in use. */
  readonly whenIdle: () => Promise<void>;
}

export function createSemaphore(permits: number): Semaphore {
  const waiting: (() => void)[] = [];
  let limit = permits;
  let used = 0;
  let onIdle: (() => void) | undefined;
  return {
    acquire() {
      if (used >= limit) return new Promise((resolve) => void waiting.push(resolve));
      used += 1;
      return undefined;
    },
    release() {
      used -= 1;
      const next = used < limit ? waiting.shift() : undefined;
      if (next !== undefined) {
        used += 1;
        next();
      } else if (used === 0) onIdle?.();
    },
    used: () => used,
    lowerLimit(lower) {
      limit = Math.max(1, Math.min(limit, lower));
    },
    whenIdle: () =>
      new Promise((resolve) => {
        onIdle = resolve;
        if (used === 0) resolve();
      }),
  };
}
