import { isPromise, linkAbort, startStopwatch, untilAborted } from '@ossferry/downloader-core/internal';
import type { BatchItem, BatchOptions, BatchSummary } from './batch-item.ts';
import { openBatchTools } from './batch-tools.ts';
import { checkItems } from './check-item.ts';
import { createItemRunner } from './item-runner.ts';
import { retryTooManyFiles } from './retry-too-many-files.ts';
import { takeUntilAborted } from './take-until-aborted.ts';

/**
 * Downloads many objects, each to its own file like {@link download}, over shared connections. Items are taken from the
 * list only when they can start, so a list of millions is never in memory. A failed item does not stop the others.
 * Rejects with the reason of `signal`, with an error that `items` throws, and with the error of the first failed item
 * if `stopOnFirstError` is set. Incomplete items keep their data, and resume when the batch is run again.
 */
export async function downloadAll<Item extends BatchItem>(
  items: Iterable<Item> | AsyncIterable<Item>,
  options: BatchOptions<Item> = {},
): Promise<BatchSummary> {
  const { signal, stopOnFirstError = false, onEvent, onResult } = options;
  checkItems(items);
  const tools = openBatchTools(options);
  const elapsedMs = startStopwatch();
  const count = { done: 0, skipped: 0, failed: 0, stopped: 0, sizeBytes: 0, requests: 0 };
  const stop = linkAbort(signal);
  const emit: BatchOptions<Item>['onEvent'] = (event, item) => {
    try {
      const returned: unknown = onEvent?.(event, item);
      if (isPromise(returned)) returned.then(undefined, stop.abort);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };
  const { items: running, closeIdle } = tools;
  const run = createItemRunner({ ...options, onEvent: onEvent && emit }, tools, stop.signal);
  const runItem = retryTooManyFiles(run, running, closeIdle);

  const settle = async (item: Item): Promise<void> => {
    try {
      const result = await runItem(item);
      count[result.status] += 1;
      count.sizeBytes += result.summary?.sizeBytes ?? 0;
      count.requests += result.requests;
      const handled = onResult?.(result);
      if (handled !== undefined) {
        await (signal === undefined ? handled : untilAborted(Promise.resolve(handled), signal));
      }
      if (result.status === 'failed' && stopOnFirstError) stop.abort(result.error);
    } catch (error) {
      stop.abort(error); // `onResult` failed.
    } finally {
      running.release();
    }
  };

  try {
    for await (const item of takeUntilAborted(items, stop.signal)) {
      await running.acquire();
      if (stop.signal.aborted) {
        running.release();
        break;
      }
      void settle(item);
    }
  } finally {
    await running.whenIdle();
    tools.close();
    stop.unlink();
  }
  stop.signal.throwIfAborted();
  const { stopped: _, ...counted } = count;
  return { ...counted, durationMs: elapsedMs() };
}
