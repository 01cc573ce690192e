import type { DownloadOptions } from './download-options.ts';
import type { DownloadEvent } from './events.ts';
import { linkAbort, untilAborted } from './until-aborted.ts';

type Listening = Pick<DownloadOptions, 'onEvent' | 'signal'>;

/**
 * Runs a download whose `onEvent` may be async. If it throws, or its promise rejects, the download fails with that
 * error: it is not retried like an error of the code that reports the event, and a rejection does not end the process.
 * Resolves when all of its promises have settled.
 */
export async function withAsyncListener<Options extends Listening, Result>(
  options: Options,
  run: (options: Options) => Promise<Result>,
): Promise<Result> {
  const { onEvent } = options;
  if (onEvent === undefined) return run(options);
  const { signal, abort, unlink } = linkAbort(options.signal);
  let hasFailed = false;
  const fail = (error: unknown): void => {
    hasFailed = true;
    abort(error);
  };
  const call = (event: DownloadEvent): unknown => {
    try {
      return onEvent(event);
    } catch (error) {
      fail(error);
      throw error;
    }
  };
  const pending = new Set<Promise<unknown>>();
  try {
    const result = await run({
      ...options,
      signal,
      onEvent(event) {
        const returned = call(event);
        if (!isPromise(returned)) return;
        const settled: Promise<unknown> = returned.then(undefined, fail).finally(() => pending.delete(settled));
        pending.add(settled);
      },
    });
    // Otherwise, an abort comes too late: the file is complete and in place.
    if (hasFailed || pending.size > 0) await untilAborted(Promise.all(pending), signal);
    return result;
  } finally {
    unlink();
  }
}

/** Whether a listener returned a promise. */
export function isPromise(returned: unknown): returned is Promise<unknown> {
  return typeof (returned as Partial<Promise<unknown>> | undefined)?.then === 'function';
}
