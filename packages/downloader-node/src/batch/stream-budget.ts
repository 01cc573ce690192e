export interface StreamLimits {
  /** Concurrent streams. */
  readonly total: number;
  /** Concurrent streams per host. */
  readonly perHost: number;
}

/** Limits the concurrent streams of all downloads that share it. */
export interface StreamBudget {
  /** Takes a permit for one request to this host. Returns a promise only if the caller has to wait for one. */
  readonly acquire: (host: string, signal: AbortSignal) => Promise<void> | undefined;
  readonly release: (host: string) => void;
}

interface Waiting {
  readonly host: string;
  readonly start: () => void;
}

/** Waiting streams start in the order of their calls, except those whose host is at its limit. */
export function createStreamBudget({ total, perHost }: StreamLimits): StreamBudget {
  const waiting: Waiting[] = [];
  const perHostNow = new Map<string, number>();
  let now = 0;

  const fits = (host: string): boolean => now < total && (perHostNow.get(host) ?? 0) < perHost;
  const take = (host: string): void => {
    now += 1;
    perHostNow.set(host, (perHostNow.get(host) ?? 0) + 1);
  };
  const wait = (host: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const entry: Waiting = {
        host,
        start() {
          signal.removeEventListener('abort', onAbort);
          take(host);
          resolve();
        },
      };
      const onAbort = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.push(entry);
    });

  return {
    acquire(host, signal) {
      if (!fits(host)) return wait(host, signal);
      take(host);
      return undefined;
    },
    release(host) {
      now -= 1;
      const left = (perHostNow.get(host) ?? 0) - 1;
      if (left > 0) perHostNow.set(host, left);
      else perHostNow.delete(host);
      const next = waiting.findIndex((entry) => fits(entry.host));
      if (next >= 0) waiting.splice(next, 1)[0]?.start();
    },
  };
}
