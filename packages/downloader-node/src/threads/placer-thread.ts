import { OssError } from '@ossferry/contract';
import type { placeFile } from '../workspace/place-file.ts';
import { collectMessages } from './collect-messages.ts';
import type { FromPlacer, PlaceOrder } from './placer-messages.ts';
import { startThread } from './start-thread.ts';

/** A thread that places files. */
export interface PlacerThread {
  /** Whether it has started, and lives. */
  readonly isReady: () => boolean;
  /** Only when it is ready, and for bytes in memory that threads share; fails with `ThreadFailed` when the thread ends. */
  readonly place: typeof placeFile;
  readonly close: () => void;
}

interface Job {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Gives `undefined` where the system has no more threads, or the permissions of the process allow none. */
export function startPlacerThread(): PlacerThread | undefined {
  const worker = tryStart();
  if (worker === undefined) return undefined;
  const jobs = new Map<number, Job>();
  let lastId = 0;
  let isReady = false;
  const order = collectMessages<PlaceOrder>((orders) => worker.postMessage(orders));

  const onLost = (cause: unknown): void => {
    isReady = false;
    for (const { reject } of jobs.values()) reject(threadFailed(cause));
    jobs.clear();
  };
  worker.on('error', onLost);
  worker.on('exit', () => onLost(undefined));
  worker.on('message', (message: FromPlacer) => {
    if (message === 'ready') {
      isReady = true;
      return;
    }
    for (const { id, error } of message) {
      const job = jobs.get(id);
      jobs.delete(id);
      if (error === undefined) job?.resolve();
      else job?.reject(new OssError(error));
    }
  });

  return {
    isReady: () => isReady,
    place: (bytes, place) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        jobs.set(lastId, { resolve, reject });
        order({ id: lastId, bytes, place });
      }),
    close: () => void worker.terminate(),
  };
}

function tryStart() {
  try {
    return startThread('placer-worker');
  } catch {
    return undefined;
  }
}

function threadFailed(cause: unknown): OssError {
  return new OssError({
    code: 'ThreadFailed',
    phase: 'disk',
    message: 'The thread that puts files in their places ended unexpectedly.',
    advice: 'Run it again. If it happens again, use threads: 0.',
    cause,
  });
}
