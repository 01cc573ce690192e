import type { RangeCarrier } from '@ossferry/downloader-core';
import { startCarrierThread } from './carrier-thread.ts';
import type { CarrierWorkerData } from './worker-messages.ts';

export interface WorkerCarrier extends RangeCarrier {
  /** Whether a thread has started. Before that, ranges wait. */
  readonly isReady: () => boolean;
  /** Whether all threads have ended or could not start. */
  readonly isLost: () => boolean;
}

/** Transfers ranges in threads, so that the network, hashing and writing use several cores. */
export function createWorkerCarrier(count: number, data: CarrierWorkerData): WorkerCarrier {
  const threads = Array.from({ length: count }, () => startCarrierThread(data));
  return {
    isReady: () => threads.some((thread) => thread.isReady()),
    isLost: () => threads.every((thread) => thread.isLost()),
    carry(order, events, signal) {
      const idlest = threads.reduce((best, thread) => (thread.load() < best.load() ? thread : best));
      return idlest.carry(order, events, signal);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
