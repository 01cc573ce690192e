import type { BatchItem, BatchResult } from './batch-item.ts';
import type { BatchTools } from './batch-tools.ts';
import type { ItemRunner } from './item-runner.ts';

/**
 * Brings an item again that this process had too many files and connections open for, once fewer items are under way:
 * the limit (`ulimit -n`) shows itself only when it is reached. It stays at fewer from then on. An item fails for this
 * reason only when it was alone.
 */
export function withFewerItems<Item extends BatchItem>(
  run: ItemRunner<Item>,
  { itemsAtOnce, closeIdle }: Pick<BatchTools, 'itemsAtOnce' | 'closeIdle'>,
): ItemRunner<Item> {
  const waiting: (() => void)[] = [];
  let places = itemsAtOnce;
  let taken = 0;

  const enter = (): Promise<void> | undefined => {
    if (taken >= places) return new Promise((resolve) => void waiting.push(resolve));
    taken += 1;
    return undefined;
  };
  const leave = (): void => {
    taken -= 1;
    while (taken < places && waiting.length > 0) {
      taken += 1;
      waiting.shift()?.();
    }
  };

  return async (item) => {
    await enter();
    let result = await run(item);
    // Each time there is one place less; who was alone tries once more, without the idle connections of all the others.
    for (let wasAlone = false; isOutOfFiles(result) && !wasAlone; ) {
      wasAlone = taken === 1;
      places = Math.max(1, Math.min(places, taken) - 1);
      closeIdle();
      leave();
      await enter();
      const { requests, durationMs } = result;
      const next = await run(item);
      result = { ...next, requests: requests + next.requests, durationMs: durationMs + next.durationMs };
    }
    leave();
    return result;
  };
}

function isOutOfFiles({ error }: BatchResult): boolean {
  return error?.code === 'TooManyFiles';
}
