import type { RangeCarrier, RangeEvents } from '@ossferry/downloader-core';
import type { SmallDownloadJob } from '@ossferry/downloader-core/internal';
import { splitUrl } from '../network/split-url.ts';

type RequestPermit = NonNullable<SmallDownloadJob['permit']>;

/** Counts the requests of one item, and records which hosts have responded. */
export interface RequestWatch {
  readonly requests: () => number;
  /** Whether the host of the last request has responded to this item or another one. */
  readonly isHostKnown: () => boolean;
  readonly onResponse: () => void;
  /** Watches the first request, which is sent without a carrier. */
  readonly watchPermit: (permit: RequestPermit) => RequestPermit;
  /** Watches all other requests. */
  readonly watchCarrier: (carrier: RangeCarrier) => RangeCarrier;
}

/** `knownHosts` is shared by all items of a batch. */
export function createRequestWatch(knownHosts: Set<string>): RequestWatch {
  let requests = 0;
  let host = '';
  /** URL of the first request: a carrier that replays its response does not send it again. */
  let replayed: string | undefined;
  const onResponse = (): void => void knownHosts.add(host);

  return {
    requests: () => requests,
    isHostKnown: () => knownHosts.has(host),
    onResponse,
    watchPermit: ({ acquire, release }) => ({
      acquire(url, signal) {
        host = splitUrl(url).authority;
        replayed = url;
        requests += 1;
        return acquire(url, signal);
      },
      release,
    }),
    watchCarrier: (carrier) => ({
      carry(order, events, signal) {
        host = splitUrl(order.url).authority;
        if (order.url !== replayed) requests += 1;
        replayed = undefined;
        const onHead: RangeEvents['onHead'] = (identity, end, isWhole) => {
          onResponse();
          events.onHead?.(identity, end, isWhole);
        };
        return carrier.carry(order, { ...events, onHead }, signal);
      },
      close: () => carrier.close(),
    }),
  };
}
