import type { BatchItem, BatchResult } from './batch-item.ts';
import type { ItemRunner } from './item-runner.ts';
import type { Semaphore } from './semaphore.ts';

/**
 * Retries items that failed with `TooManyFiles`, with fewer items at once: the limit of the process (`ulimit -n`) is
 * only known when it is reached. The limit of `items` stays lowered. An item keeps the error only if it failed alone,
 * and failed again with all idle connections closed. The caller holds a permit of `items` during the run.
 */
export function retryTooManyFiles<Item extends BatchItem>(
  run: ItemRunner<Item>,
  items: Semaphore,
  closeIdle: () => void,
): ItemRunner<Item> {
  return async (item) => {
    let result = await run(item);
    for (let wasAlone = false; isOutOfFiles(result) && !wasAlone; ) {
      wasAlone = items.used() === 1;
      items.lowerLimit(items.used() - 1);
      closeIdle();
      if (!wasAlone) {
        items.release();
        await items.acquire();
      }
      const { requests, durationMs } = result;
      const next = await run(item);
      result = { ...next, requests: requests + next.requests, durationMs: durationMs + next.durationMs };
    }
    return result;
  };
}

function isOutOfFiles({ error }: BatchResult): boolean {
  return error?.code === 'TooManyFiles';
}
