import type { DownloadOptions } from './download-options.ts';
import { linkAbort, untilAborted } from './until-aborted.ts';

type Listening = Pick<DownloadOptions, 'onEvent' | 'signal'>;

/**
 * Runs a download whose `onEvent` may be an async function: a promise that rejects ends the download with that error, and
 * the download is over when all of them have settled. Nobody else would hear of it, and Node would end the process.
 */
export async function heedListener<Options extends Listening, Result>(
  options: Options,
  run: (options: Options) => Promise<Result>,
): Promise<Result> {
  const { onEvent } = options;
  if (onEvent === undefined) return run(options);
  const { signal, abort, unlink } = linkAbort(options.signal ?? new AbortController().signal);
  const pending = new Set<Promise<unknown>>();
  try {
    const result = await run({
      ...options,
      signal,
      onEvent(event) {
        const told: unknown = onEvent(event);
        if (!isPromise(told)) return;
        const settled: Promise<unknown> = told.then(undefined, abort).finally(() => pending.delete(settled));
        pending.add(settled);
      },
    });
    await untilAborted(Promise.all(pending), signal);
    return result;
  } finally {
    unlink();
  }
}

/** What a listener gave, when it is one that promises. */
export function isPromise(told: unknown): told is Promise<unknown> {
  return typeof (told as Partial<Promise<unknown>> | undefined)?.then === 'function';
}
