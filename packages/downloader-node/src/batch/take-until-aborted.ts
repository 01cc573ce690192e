import { untilAborted } from '@ossferry/downloader-core/internal';

/**
 * Gives the items of a list; rejects with the signal's reason as soon as it aborts, even while the list waits for an item
 * of its own that may never come. A list that is at hand never waits, and is given as it is.
 */
export function takeUntilAborted<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  signal: AbortSignal,
): Iterable<Item> | AsyncIterable<Item> {
  return Symbol.asyncIterator in items ? take(items[Symbol.asyncIterator](), signal) : items;
}

async function* take<Item>(iterator: AsyncIterator<Item>, signal: AbortSignal): AsyncGenerator<Item, void> {
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await untilAborted(iterator.next(), signal);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Nobody waits for it: a list that waits hears of it only when it goes on.
    if (signal.aborted) void leave(iterator);
  }
}

async function leave(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // The batch has ended, with a reason of its own.
  }
}
