import type { Worker } from 'node:worker_threads';
import { OssError } from '@ossferry/contract';
import type { RangeCarrier, RangeEvents } from '@ossferry/downloader-core';
import { startThread } from './start-thread.ts';
import type { CarrierWorkerData, FromWorker, ToWorker } from './worker-messages.ts';

/** A thread that transfers ranges. */
export interface CarrierThread extends RangeCarrier {
  readonly isReady: () => boolean;
  /** It could not start, or has ended. */
  readonly isLost: () => boolean;
  /** Number of ranges in transfer; infinite if the thread is lost. */
  readonly load: () => number;
}

/** Starts a thread. If the system refuses it, the thread counts as lost. */
export function startCarrierThread(data: CarrierWorkerData): CarrierThread {
  try {
    return createCarrierThread(startThread({ workerData: data }));
  } catch (cause) {
    return lostThread(cause); // The system has no more threads, or the process is not allowed to start any.
  }
}

/** A range in transfer. */
interface Job {
  readonly events: RangeEvents;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** Resolves the request to shorten the range. */
  onShortened?: ((end: number) => void) | undefined;
}

/** The result of shortening a range that has ended. */
const nothingLeft = Number.POSITIVE_INFINITY;

function createCarrierThread(worker: Worker): CarrierThread {
  const jobs = new Map<number, Job>();
  let lastId = 0;
  let isReady = false;
  let lost: { readonly cause: unknown } | undefined;
  // Deno drops messages to a thread that does not listen yet.
  const queued: ToWorker[] = [];
  const send = (message: ToWorker): void => {
    if (isReady) worker.postMessage(message);
    else queued.push(message);
  };

  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const onLost = (cause: unknown): void => {
    lost ??= { cause };
    for (const { reject } of jobs.values()) reject(threadFailed(cause));
  };
  worker.on('error', onLost);
  void exited.then(() => onLost(undefined));

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'ready') {
      isReady = true;
      for (const early of queued) send(early);
      return;
    }
    const job = jobs.get(message.id);
    if (job === undefined) return;
    if (message.type === 'head') job.events.onHead?.(message.identity, message.end, message.isWhole);
    else if (message.type === 'written') job.events.onWritten(message.piece);
    else if (message.type === 'dropped') job.events.onDropped?.(message.bytes);
    else if (message.type === 'shortened') job.onShortened?.(message.end);
    else if (message.type === 'done') job.resolve();
    else job.reject(new OssError(message.error));
  });

  const shorten = (id: number, end: number): Promise<number> =>
    new Promise((resolve) => {
      const job = jobs.get(id);
      if (job === undefined) return resolve(nothingLeft);
      job.onShortened = resolve;
      send({ type: 'shorten', id, end });
    });

  return {
    isReady: () => isReady && lost === undefined,
    isLost: () => lost !== undefined,
    load: () => (lost === undefined ? jobs.size : Number.POSITIVE_INFINITY),
    async carry(order, events, signal) {
      if (lost !== undefined) throw threadFailed(lost.cause);
      lastId += 1;
      const id = lastId;
      const onAbort = () => send({ type: 'abort', id });
      try {
        const carried = new Promise<void>((resolve, reject) => jobs.set(id, { events, resolve, reject }));
        send({ type: 'carry', id, order });
        events.onControl?.({ shorten: (end) => shorten(id, end) });
        if (signal.aborted) onAbort();
        else signal.addEventListener('abort', onAbort, { once: true });
        await carried;
      } finally {
        signal.removeEventListener('abort', onAbort);
        jobs.get(id)?.onShortened?.(nothingLeft);
        jobs.delete(id);
      }
    },
    async close() {
      send({ type: 'close' });
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
    message: 'A download thread ended unexpectedly.',
    advice: 'Run it again: received data is kept. If it happens again, use threads: 0.',
    retryable: true, // By another thread, or by the calling one.
    cause,
  });
}
