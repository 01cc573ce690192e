import type { RangeCarrier } from '@ossferry/downloader-core';
import type { WorkerCarrier } from './worker-carrier.ts';

/** Transfers one range in the calling thread while the threads start, and all ranges if no thread is left. */
export function createWarmUpCarrier(local: RangeCarrier, threads: WorkerCarrier): RangeCarrier {
  let isBusy = false;
  return {
    async carry(order, events, signal) {
      if (threads.isLost()) return local.carry(order, events, signal);
      if (isBusy || threads.isReady()) return threads.carry(order, events, signal);
      isBusy = true;
      try {
        await local.carry(order, events, signal);
      } finally {
        isBusy = false;
      }
    },
    async close() {
      await Promise.all([local.close(), threads.close()]);
    },
  };
}
