import type { RangeCarrier, RangeEvents } from '@ossferry/downloader-core';
import type { SmallDownloadJob } from '@ossferry/downloader-core/internal';
import { splitUrl } from '../network/split-url.ts';

type RequestTurn = NonNullable<SmallDownloadJob['turn']>;

/** Counts the requests of one item, and knows whether their host has answered. */
export interface RequestWatch {
  readonly requests: () => number;
  /** Whether the host of the last request has answered this item, or another one. */
  readonly isHostKnown: () => boolean;
  readonly onAnswer: () => void;
  /** Watches the first request, where no carrier sends it. */
  readonly watchTurn: (turn: RequestTurn) => RequestTurn;
  /** Watches all others. */
  readonly watchCarrier: (carrier: RangeCarrier) => RangeCarrier;
}

/** `answeringHosts` is what all items of a batch know together. */
export function createRequestWatch(answeringHosts: Set<string>): RequestWatch {
  let requests = 0;
  let host = '';
  /** A carrier may be given the answer to the first request: it sends it no second time. */
  let handedOn: string | undefined;
  const onAnswer = (): void => void answeringHosts.add(host);

  return {
    requests: () => requests,
    isHostKnown: () => answeringHosts.has(host),
    onAnswer,
    watchTurn: ({ enter, leave }) => ({
      enter(url, signal) {
        host = splitUrl(url).authority;
        handedOn = url;
        requests += 1;
        return enter(url, signal);
      },
      leave,
    }),
    watchCarrier: (carrier) => ({
      carry(order, events, signal) {
        host = splitUrl(order.url).authority;
        if (order.url !== handedOn) requests += 1;
        handedOn = undefined;
        const onHead: RangeEvents['onHead'] = (identity, end, isWhole) => {
          onAnswer();
          events.onHead?.(identity, end, isWhole);
        };
        return carrier.carry(order, { ...events, onHead }, signal);
      },
      close: () => carrier.close(),
    }),
  };
}
