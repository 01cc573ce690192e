import {
  checkOptions,
  invalidOption,
  limitRate,
  readTimeouts,
  streamsThatFit,
} from '@ossferry/downloader-core/internal';
import { checkKinds } from '../check-kinds.ts';
import { type DownloadTools, defaultThreads } from '../download.ts';
import { type NetworkSettings, openNetwork, readNetworkSettings } from '../network/network.ts';
import { openTransport } from '../network/open-transport.ts';
import { createSocketTransport } from '../network/socket-transport.ts';
import { shareMemory } from '../threads/share-memory.ts';
import { createWorkerCarrier } from '../threads/worker-carrier.ts';
import type { BatchItem, BatchOptions } from './batch-item.ts';
import { createSemaphore, type Semaphore } from './semaphore.ts';
import { createStreamBudget, type StreamBudget } from './stream-budget.ts';

/** What the items of a batch share. */
export interface BatchTools {
  readonly download: DownloadTools;
  readonly budget: StreamBudget;
  /** Limits concurrent items. There are more items than streams, because some wait for the disk. */
  readonly items: Semaphore;
  /** Closes idle connections. */
  readonly closeIdle: () => void;
  readonly close: () => void;
}

const defaultStreams = 16;
const itemsPerStream = 4;

/** Checks the options of a batch and creates its transport. Fails with `InvalidOption`. */
export function openBatchTools<Item extends BatchItem>(options: BatchOptions<Item>): BatchTools {
  checkKinds(options);
  const { parallelTotal: total = defaultStreams, parallelPerHost: perHost = total, transport: given } = options;
  for (const [name, value] of Object.entries({ parallelTotal: total, parallelPerHost: perHost })) {
    if (!Number.isInteger(value) || value < 1 || value > 1024) {
      throw invalidOption(`${name} is ${value}`, 'Give a whole number from 1 to 1024.');
    }
  }
  const { whenPresent = 'fail' } = options;
  if (!['fail', 'skip', 'replace'].includes(whenPresent)) {
    throw invalidOption(`whenPresent is ${whenPresent}`, 'Give "fail", "skip" or "replace".');
  }
  const { onEvent: _, ...each } = options;
  checkOptions(each);
  readTimeouts(options.timeouts);
  const network = readNetworkSettings(options);
  const sockets = given === undefined ? createSocketTransport(openNetwork(network)) : undefined;
  const send = sockets?.send ?? openTransport(given, network);
  const { threads, options: shared } = shareMemory(each, options.threads ?? defaultThreads());
  const streams = Math.min(total, streamsThatFit(shared));
  return {
    download: {
      send: limitRate(send, options.limitRateBytesPerSecond),
      openThreads: given === undefined && threads > 0 ? createThreadOpener(threads, network) : undefined,
    },
    budget: createStreamBudget({ total: streams, perHost }),
    items: createSemaphore(streams * itemsPerStream),
    closeIdle: () => sockets?.closeIdle(),
    close: () => sockets?.close(),
  };
}

/** Opens threads for one large object at a time: a second set would compete with the first for the same cores. */
function createThreadOpener(threads: number, network: NetworkSettings): DownloadTools['openThreads'] {
  let isOpen = false;
  return (data) => {
    if (isOpen) return undefined;
    isOpen = true;
    const carrier = createWorkerCarrier(threads, { ...data, network });
    return {
      ...carrier,
      async close() {
        await carrier.close();
        isOpen = false;
      },
    };
  };
}
