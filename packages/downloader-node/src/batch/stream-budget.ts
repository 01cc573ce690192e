import type { RangeCarrier } from '@ossferry/downloader-core';
import { splitUrl } from '../network/split-url.ts';

export interface StreamLimits {
  /** Concurrent streams. */
  readonly total: number;
  /** Concurrent streams per host. */
  readonly perHost: number;
}

/** Limits the concurrent streams of all downloads that share it. */
export interface StreamBudget {
  /** The carrier waits for a permit before it sends a request. Timeouts start with the request. */
  readonly limit: (carrier: RangeCarrier, first?: FirstPermit) => RangeCarrier;
  /** Creates the permit of a first request that is sent without a carrier. */
  readonly firstPermit: () => FirstPermit;
}

/** The permit of a request that is sent without a carrier. A carrier that reads its response takes the permit over. */
export interface FirstPermit {
  readonly acquire: (url: string, signal: AbortSignal) => Promise<void>;
  /** Has no effect if the permit was taken over, or never acquired. */
  readonly release: () => void;
  /** Passes the permit to the caller. Returns its host, or `undefined` if there is no permit to take over. */
  readonly takeOver: () => string | undefined;
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
  const release = (host: string): void => {
    now -= 1;
    const left = (perHostNow.get(host) ?? 0) - 1;
    if (left > 0) perHostNow.set(host, left);
    else perHostNow.delete(host);
    const next = waiting.findIndex((entry) => fits(entry.host));
    if (next >= 0) waiting.splice(next, 1)[0]?.start();
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

  const acquire = (host: string, signal: AbortSignal): Promise<void> | undefined => {
    if (!fits(host)) return wait(host, signal);
    take(host);
    return undefined;
  };

  return {
    limit: (carrier, first) => ({
      async carry(order, events, signal) {
        const taken = first?.takeOver();
        const host = taken ?? splitUrl(order.url).authority;
        const waiting = taken === undefined ? acquire(host, signal) : undefined;
        if (waiting !== undefined) await waiting;
        try {
          await carrier.carry(order, events, signal);
        } finally {
          release(host);
        }
      },
      close: () => carrier.close(),
    }),
    firstPermit: () => createFirstPermit(acquire, release),
  };
}

function createFirstPermit(
  acquire: (host: string, signal: AbortSignal) => Promise<void> | undefined,
  release: (host: string) => void,
): FirstPermit {
  let held: string | undefined;
  const takeOver = (): string | undefined => {
    const host = held;
    held = undefined;
    return host;
  };
  return {
    async acquire(url, signal) {
      const host = splitUrl(url).authority;
      await acquire(host, signal);
      held = host;
    },
    takeOver,
    release() {
      const host = takeOver();
      if (host !== undefined) release(host);
    },
  };
}
