import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { takeUntilAborted } from './take-until-aborted.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

async function collect<Item>(items: Iterable<Item> | AsyncIterable<Item>, onItem?: () => void): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) {
    taken.push(item);
    onItem?.();
  }
  return taken;
}

/** A list that yields numbers up to `count`, and then calls `atEnd`. Counts its calls of `return`. */
function createList(
  count: number,
  atEnd: () => Promise<IteratorResult<number>>,
  onReturn: () => void = () => undefined,
) {
  let given = 0;
  let left = 0;
  const list: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        if (given >= count) return atEnd();
        given += 1;
        return { done: false, value: given };
      },
      return() {
        left += 1;
        onReturn();
        return new Promise(() => undefined);
      },
    }),
  };
  return { list, left: () => left, given: () => given };
}

const end = async (): Promise<IteratorResult<number>> => ({ done: true, value: undefined });
const never = () => new Promise<never>(() => undefined);

describe('takeUntilAborted', () => {
  it('default: yields the items of the list, and leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const { list, left } = createList(1000, end);
    let maxListeners = 0;
    const count = () => {
      maxListeners = Math.max(maxListeners, getEventListeners(signal, 'abort').length);
    };
    expect(await collect(takeUntilAborted(list, signal), count)).toHaveLength(1000);
    await settle();
    expect(maxListeners).toBeLessThan(5);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(left()).toBe(0);
  });

  it('default: a synchronous list is returned unchanged', () => {
    const items = [1, 2];
    expect(takeUntilAborted(items, new AbortController().signal)).toBe(items);
  });

  it.each([
    ['never returns', () => undefined],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
  ])('behavior: an abort ends the wait, without waiting for a list that %s when it is closed', async (_, onReturn) => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const { list, left } = createList(2, never, onReturn);
    const taking = collect(takeUntilAborted(list, stop.signal));
    await settle();
    stop.abort(reason);
    await expect(taking).rejects.toBe(reason);
    expect(left()).toBe(1);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('behavior: no item is requested after an abort', async () => {
    const stop = new AbortController();
    const { list, left, given } = createList(9, end);
    const reason = new Error('enough');
    const taking = collect(takeUntilAborted(list, stop.signal), () => stop.abort(reason));
    await expect(taking).rejects.toBe(reason);
    expect([given(), left()]).toEqual([1, 1]);
  });

  it('error: an error of the list', async () => {
    const cause = new Error('bad list');
    const { list, left } = createList(2, () => Promise.reject(cause));
    await expect(collect(takeUntilAborted(list, new AbortController().signal))).rejects.toBe(cause);
    expect(left()).toBe(0);
  });
});
