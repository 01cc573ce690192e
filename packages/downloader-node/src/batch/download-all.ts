import { isPromise, startStopwatch, untilAborted } from '@ossferry/downloader-core/internal';
import type { BatchItem, BatchOptions, BatchSummary } from './batch-item.ts';
import { openBatchTools } from './batch-tools.ts';
import { createItemRunner } from './item-runner.ts';
import { takeUntilAborted } from './take-until-aborted.ts';
import { createTurnstile } from './turnstile.ts';
import { withFewerItems } from './with-fewer-items.ts';

/**
 * Downloads many objects, each to its own file as {@link download} does. The items are taken one by one as there is room
 * for them, so that a list of millions is never held; connections are shared. An item that fails does not stop the
 * others. Rejects with the reason of `signal`, with what `items` throws, and with the first failure of an item when
 * `stopOnFirstError` asks for it; half-done items keep what came, and go on from there when the batch is run again.
 */
export async function downloadAll<Item extends BatchItem>(
  items: Iterable<Item> | AsyncIterable<Item>,
  options: BatchOptions<Item> = {},
): Promise<BatchSummary> {
  const { signal, stopOnFirstError = false, onEvent, onResult } = options;
  const elapsedMs = startStopwatch();
  const count = { done: 0, skipped: 0, failed: 0, stopped: 0, sizeBytes: 0, requests: 0 };
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const endWith = (error: unknown) => stop.abort(error);
  const tell: BatchOptions<Item>['onEvent'] = (event, item) => {
    try {
      const told: unknown = onEvent?.(event, item);
      if (isPromise(told)) told.then(undefined, endWith);
    } catch (error) {
      endWith(error);
      throw error;
    }
  };
  const tools = openBatchTools(options);
  const turnstile = createTurnstile(tools.itemsAtOnce);
  const runItem = withFewerItems(createItemRunner({ ...options, onEvent: onEvent && tell }, tools, stop.signal), tools);

  const settle = async (item: Item): Promise<void> => {
    try {
      const result = await runItem(item);
      count[result.status] += 1;
      count.sizeBytes += result.summary?.sizeBytes ?? 0;
      count.requests += result.requests;
      const told = onResult?.(result);
      if (told !== undefined) await (signal === undefined ? told : untilAborted(Promise.resolve(told), signal));
      if (result.status === 'failed' && stopOnFirstError) stop.abort(result.error);
    } catch (error) {
      endWith(error); // Results that cannot be told are no results.
    } finally {
      turnstile.leave();
    }
  };

  try {
    for await (const item of takeUntilAborted(items, stop.signal)) {
      await turnstile.enter();
      if (stop.signal.aborted) {
        turnstile.leave();
        break;
      }
      void settle(item);
    }
  } finally {
    await turnstile.empty();
    tools.close();
    signal?.removeEventListener('abort', onAbort);
  }
  stop.signal.throwIfAborted();
  const { stopped: _, ...counted } = count;
  return { ...counted, durationMs: elapsedMs() };
}
