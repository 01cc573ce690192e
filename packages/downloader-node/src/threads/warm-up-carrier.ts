import type { RangeCarrier } from '@ossferry/downloader-core';
import type { WorkerCarrier } from './worker-carrier.ts';

/** Lets the calling thread carry one range while the threads start, which takes about as long, and all when none of them lives. */
export function createWarmUpCarrier(meanwhile: RangeCarrier, threads: WorkerCarrier): RangeCarrier {
  let isBusy = false;
  return {
    async carry(order, events, signal) {
      if (threads.isLost()) return meanwhile.carry(order, events, signal);
      if (isBusy || threads.isReady()) return threads.carry(order, events, signal);
      isBusy = true;
      try {
        await meanwhile.carry(order, events, signal);
      } finally {
        isBusy = false;
      }
    },
    async close() {
      await Promise.all([meanwhile.close(), threads.close()]);
    },
  };
}
