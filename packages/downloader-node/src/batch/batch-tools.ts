import { OssError } from '@ossferry/contract';
import { createRateLimit } from '@ossferry/downloader-core';
import { checkOptions, readTimeouts, streamMemoryBytes } from '@ossferry/downloader-core/internal';
import { type DownloadTools, defaultThreads } from '../download.ts';
import { createHttpTransport, type HttpTransport } from '../network/http-transport.ts';
import { type NetworkSettings, openNetwork, readNetworkSettings } from '../network/network.ts';
import { openTransport } from '../network/open-transport.ts';
import { createSocketTransport } from '../network/socket-transport.ts';
import { shareMemory } from '../threads/share-memory.ts';
import { createWorkerCarrier } from '../threads/worker-carrier.ts';
import type { BatchItem, BatchOptions } from './batch-item.ts';
import { createStreamBudget, type StreamBudget } from './stream-budget.ts';

/** What the items of a batch share. */
export interface BatchTools {
  readonly download: DownloadTools;
  readonly budget: StreamBudget;
  /** Items under way: more than streams, since some of them wait for the disk. */
  readonly itemsAtOnce: number;
  /** Closes the connections that wait for a request. */
  readonly closeIdle: () => void;
  readonly close: () => void;
}

const defaultStreams = 16;

/** Checks the options of a batch, with `InvalidOption`, and opens its connections. */
export function openBatchTools<Item extends BatchItem>(options: BatchOptions<Item>): BatchTools {
  const { parallelTotal: total = defaultStreams, parallelPerHost: perHost = total, transport: given } = options;
  for (const [name, value] of Object.entries({ parallelTotal: total, parallelPerHost: perHost })) {
    if (!Number.isInteger(value) || value < 1 || value > 1024) throw invalidOption(name, value);
  }
  const { whenPresent = 'fail' } = options;
  if (!['fail', 'skip', 'replace'].includes(whenPresent)) {
    throw invalidOption('whenPresent', whenPresent, 'Give "fail", "skip" or "replace".');
  }
  const { onEvent: _, ...each } = options;
  checkOptions(each);
  readTimeouts(options.timeouts);
  const network = readNetworkSettings(options);
  const sockets = given === undefined ? openSockets(network) : undefined;
  const send = sockets?.send ?? openTransport(given, network);
  const { limitRateBytesPerSecond: bytesPerSecond } = options;
  const { threads, options: shared } = shareMemory(each, options.threads ?? defaultThreads());
  const fitting = Math.max(1, Math.floor((shared.maxMemoryBytes ?? Number.POSITIVE_INFINITY) / streamMemoryBytes));
  return {
    download: {
      send: bytesPerSecond === undefined ? send : createRateLimit({ bytesPerSecond })(send),
      openThreads: given === undefined && threads > 0 ? lendThreads(threads, network) : undefined,
    },
    budget: createStreamBudget({ total: Math.min(total, fitting), perHost }),
    itemsAtOnce: Math.min(total, fitting) * 4,
    closeIdle: () => sockets?.closeIdle(),
    close: () => sockets?.close(),
  };
}

function openSockets(settings: NetworkSettings): HttpTransport {
  const network = openNetwork(settings);
  return createSocketTransport(createHttpTransport(network), network);
}

/** Gives threads to one large object at a time: a second set of them would only take the cores from the first. */
function lendThreads(threads: number, network: NetworkSettings): DownloadTools['openThreads'] {
  let lent = false;
  return (data) => {
    if (lent) return undefined;
    lent = true;
    const carrier = createWorkerCarrier(threads, { ...data, network });
    return {
      ...carrier,
      async close() {
        await carrier.close();
        lent = false;
      },
    };
  };
}

function invalidOption(name: string, value: number | string, advice = 'Give a whole number from 1 to 1024.'): OssError {
  return new OssError({
    code: 'InvalidOption',
    phase: 'config',
    message: `The option ${name} is ${value}.`,
    advice,
  });
}
