import { OssError } from '@ossferry/contract';
import type { RangeCarrier, RangeEvents } from '@ossferry/downloader-core';
import { startThread } from './start-thread.ts';
import type { CarrierWorkerData, FromWorker, ToWorker } from './worker-messages.ts';

export interface WorkerCarrier extends RangeCarrier {
  /** Whether a thread has started; before that, ranges wait. */
  readonly isReady: () => boolean;
  /** Whether none of the threads lives any more: they could not start, or died. */
  readonly isLost: () => boolean;
}

/** Carries ranges in threads of their own, so that hashing, writing and reading the network use several cores. */
export function createWorkerCarrier(threads: number, data: CarrierWorkerData): WorkerCarrier {
  const workers = Array.from({ length: threads }, () => {
    try {
      return startWorker(data);
    } catch (cause) {
      return lostThread(cause); // The system has no more threads, or the permissions of the process allow none.
    }
  });
  return {
    isReady: () => workers.some((worker) => worker.isReady()),
    isLost: () => workers.every((worker) => worker.isLost()),
    carry(order, events, signal) {
      const idlest = workers.reduce((best, worker) => (worker.load() < best.load() ? worker : best));
      return idlest.carry(order, events, signal);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

interface CarrierThread extends WorkerCarrier {
  readonly load: () => number;
}

interface Job {
  readonly events: RangeEvents;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** Answers whoever asked to shorten the range; Infinity when it is over already. */
  onShortened?: ((end: number) => void) | undefined;
}

function startWorker(data: CarrierWorkerData): CarrierThread {
  const worker = startThread('carrier-worker', { workerData: data });
  const jobs = new Map<number, Job>();
  let lastId = 0;
  let isReady = false;
  let lost: { readonly cause: unknown } | undefined;
  // Deno drops what is sent to a thread that does not listen yet.
  const waiting: ToWorker[] = [];
  const tell = (message: ToWorker): void => {
    if (isReady) worker.postMessage(message);
    else waiting.push(message);
  };

  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const failAll = (cause: unknown): void => {
    lost ??= { cause };
    for (const { reject, onShortened } of jobs.values()) {
      onShortened?.(Number.POSITIVE_INFINITY);
      reject(threadFailed(cause));
    }
    jobs.clear();
  };
  worker.on('error', failAll);
  void exited.then(() => failAll(undefined));

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'ready') {
      isReady = true;
      for (const held of waiting) tell(held);
      return;
    }
    const job = jobs.get(message.id);
    if (job === undefined) return;
    if (message.type === 'head') job.events.onHead?.(message.identity, message.end, message.isWhole);
    else if (message.type === 'written') job.events.onWritten(message.piece);
    else if (message.type === 'dropped') job.events.onDropped?.(message.bytes);
    else if (message.type === 'shortened') job.onShortened?.(message.end);
    else {
      jobs.delete(message.id);
      job.onShortened?.(Number.POSITIVE_INFINITY);
      if (message.type === 'done') job.resolve();
      else job.reject(new OssError(message.error));
    }
  });

  return {
    isReady: () => isReady && lost === undefined,
    isLost: () => lost !== undefined,
    load: () => (lost === undefined ? jobs.size : Number.POSITIVE_INFINITY),
    async carry(order, events, signal) {
      if (lost !== undefined) throw threadFailed(lost.cause);
      lastId += 1;
      const id = lastId;
      const onAbort = () => tell({ type: 'abort', id });
      return new Promise<void>((resolve, reject) => {
        const job: Job = { events, resolve, reject };
        jobs.set(id, job);
        tell({ type: 'carry', id, order });
        events.onControl?.({
          shorten: (end) =>
            new Promise((answer) => {
              if (!jobs.has(id)) return answer(Number.POSITIVE_INFINITY);
              job.onShortened = answer;
              tell({ type: 'shorten', id, end });
            }),
        });
        if (signal.aborted) onAbort();
        else signal.addEventListener('abort', onAbort, { once: true });
      }).finally(() => signal.removeEventListener('abort', onAbort));
    },
    async close() {
      tell({ type: 'close' });
      await exited;
    },
  };
}

function lostThread(cause: unknown): CarrierThread {
  return {
    isReady: () => false,
    isLost: () => true,
    load: () => Number.POSITIVE_INFINITY,
    carry: () => Promise.reject(threadFailed(cause)),
    close: async () => undefined,
  };
}

function threadFailed(cause: unknown): OssError {
  return new OssError({
    code: 'ThreadFailed',
    phase: 'body',
    message: 'A thread that carried ranges ended unexpectedly.',
    advice: 'Run it again: what came is kept. If it happens again, use threads: 0.',
    retryable: true, // Another thread may live, or the calling one does it.
    cause,
  });
}
