import type { RangeEvents } from '@ossferry/downloader-core';
import type { SharedRequests } from '../download.ts';
import { splitUrl } from '../network/split-url.ts';
import { type ExpectedObject, recognizeObject, requireObject } from './expected-object.ts';
import type { StreamBudget } from './stream-budget.ts';

/** The requests of one item: each takes a permit of the batch, is counted, and must get the expected object. */
export interface ItemRequests extends SharedRequests {
  /** Releases the permit of a first request whose response nobody has read. */
  readonly close: () => void;
}

export interface ItemRequestsOptions {
  readonly budget: StreamBudget;
  /** The hosts that have responded to any item of the batch. */
  readonly knownHosts: Set<string>;
  readonly expected: ExpectedObject;
  /** A request is sent, or waits for its permit. */
  readonly onRequest: () => void;
}

export function createItemRequests({ budget, knownHosts, expected, onRequest }: ItemRequestsOptions): ItemRequests {
  /** Host of the last request. */
  let host = '';
  /** URL of the first request: a carrier that replays its response does not send it again. */
  let firstUrl: string | undefined;
  /** Host of the permit that the first request holds. A carrier that reads its response takes the permit over. */
  let held: string | undefined;

  const takeOver = (): string | undefined => {
    const taken = held;
    held = undefined;
    return taken;
  };
  const release = (): void => {
    const taken = takeOver();
    if (taken !== undefined) budget.release(taken);
  };

  return {
    first: {
      async acquire(url, signal) {
        host = splitUrl(url).authority;
        firstUrl = url;
        onRequest();
        await budget.acquire(host, signal);
        held = host;
      },
      recognize(found) {
        knownHosts.add(host);
        return recognizeObject(found, expected);
      },
      release,
    },
    wrap(carrier) {
      const required = requireObject(carrier, expected);
      return {
        async carry(order, events, signal) {
          const { authority } = splitUrl(order.url);
          const taken = takeOver();
          if (order.url !== firstUrl) onRequest();
          firstUrl = undefined;
          host = authority;
          if (taken === undefined) await budget.acquire(authority, signal);
          const onHead: RangeEvents['onHead'] = (identity, end, isWhole) => {
            knownHosts.add(authority);
            events.onHead?.(identity, end, isWhole);
          };
          try {
            await required.carry(order, { ...events, onHead }, signal);
          } finally {
            budget.release(taken ?? authority);
          }
        },
        close: () => carrier.close(),
      };
    },
    isHostKnown: () => knownHosts.has(host),
    close: release,
  };
}
