/**
 * Yields the items of a list, and rejects with the signal's reason as soon as it aborts, even while the list is waiting
 * for its next item. A synchronous list never waits, and is returned unchanged.
 */
export function takeUntilAborted<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  signal: AbortSignal,
): Iterable<Item> | AsyncIterable<Item> {
  return Symbol.asyncIterator in items ? take(items[Symbol.asyncIterator](), signal) : items;
}

async function* take<Item>(iterator: AsyncIterator<Item>, signal: AbortSignal): AsyncGenerator<Item, void> {
  let onAbort: (() => void) | undefined;
  // One listener for the whole list: adding and removing one per item takes longer than the item.
  const listener = () => onAbort?.();
  signal.addEventListener('abort', listener);
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<Item>>((resolve, reject) => {
        onAbort = () => reject(signal.reason);
        iterator.next().then(resolve, reject);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', listener);
    // Not awaited: a generator that is waiting handles `return` only when it continues.
    if (signal.aborted) void close(iterator);
  }
}

async function close(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // The batch ends with the reason of its signal.
  }
}
