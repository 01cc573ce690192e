import type { RangeCarrier } from '@ossferry/downloader-core';
import { splitUrl } from '../network/split-url.ts';

export interface StreamLimits {
  /** Streams at a time. */
  readonly total: number;
  /** Streams at a time to one host. */
  readonly perHost: number;
}

/** Lets only so many streams run at a time, over all downloads that share it. */
export interface StreamBudget {
  /** Makes a carrier wait for its turn before it sends a request; its clocks start with the request. */
  readonly limit: (carrier: RangeCarrier, first?: FirstTurn) => RangeCarrier;
  /** Makes what a download needs that sends its first request itself. */
  readonly firstTurn: () => FirstTurn;
}

/** The turn of a request that no carrier sends. Whoever carries on with its answer takes it over. */
export interface FirstTurn {
  readonly enter: (url: string, signal: AbortSignal) => Promise<void>;
  /** Gives the turn back, unless it has been taken over. */
  readonly leave: () => void;
  /** Leaves the turn to the caller; gives its host, or `undefined` when there is none to take over. */
  readonly takeOver: () => string | undefined;
}

interface Waiting {
  readonly host: string;
  readonly start: () => void;
}

/** Makes a budget; whoever waited longest comes first, unless its host has all that it may have. */
export function createStreamBudget({ total, perHost }: StreamLimits): StreamBudget {
  const waiting: Waiting[] = [];
  const perHostNow = new Map<string, number>();
  let now = 0;

  const fits = (host: string): boolean => now < total && (perHostNow.get(host) ?? 0) < perHost;
  const take = (host: string): void => {
    now += 1;
    perHostNow.set(host, (perHostNow.get(host) ?? 0) + 1);
  };
  const give = (host: string): void => {
    now -= 1;
    const left = (perHostNow.get(host) ?? 0) - 1;
    if (left > 0) perHostNow.set(host, left);
    else perHostNow.delete(host);
    const next = waiting.findIndex((one) => fits(one.host));
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

  const enter = (host: string, signal: AbortSignal): Promise<void> | undefined => {
    if (!fits(host)) return wait(host, signal);
    take(host);
    return undefined;
  };

  return {
    limit: (carrier, first) => ({
      async carry(order, events, signal) {
        const taken = first?.takeOver();
        const host = taken ?? splitUrl(order.url).authority;
        const waiting = taken === undefined ? enter(host, signal) : undefined;
        if (waiting !== undefined) await waiting;
        try {
          await carrier.carry(order, events, signal);
        } finally {
          give(host);
        }
      },
      close: () => carrier.close(),
    }),
    firstTurn: () => createFirstTurn(enter, give),
  };
}

function createFirstTurn(
  enter: (host: string, signal: AbortSignal) => Promise<void> | undefined,
  give: (host: string) => void,
): FirstTurn {
  let held: string | undefined;
  const takeOver = (): string | undefined => {
    const host = held;
    held = undefined;
    return host;
  };
  return {
    async enter(url, signal) {
      const host = splitUrl(url).authority;
      await enter(host, signal);
      held = host;
    },
    takeOver,
    leave() {
      const host = takeOver();
      if (host !== undefined) give(host);
    },
  };
}
