import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { withIdleMarks } from './with-idle-marks.ts';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function* sourceOf(...items: readonly (string | Promise<string> | Error)[]): AsyncGenerator<string> {
  for (const item of items) {
    if (item instanceof Error) throw item;
    yield await item;
  }
}

describe('withIdleMarks', () => {
  it('default: items without pauses are yielded unchanged', async () => {
    expect(await collect(withIdleMarks(sourceOf('a', 'b'), 1_000_000))).toEqual(['a', 'b']);
  });

  it('behavior: a pause is marked once, and later items are not lost', async () => {
    const input = new PassThrough({ encoding: 'utf8' });
    const items = withIdleMarks(input[Symbol.asyncIterator]() as AsyncGenerator<string>, 5);
    input.write('a');
    expect([(await items.next()).value, (await items.next()).value]).toEqual(['a', undefined]);
    input.end('late');
    expect(await collect(items)).toEqual(['late']);
  });

  it('behavior: returning does not wait for a pending item', async () => {
    const items = withIdleMarks(sourceOf(new Promise(() => undefined)), 5);
    expect((await items.next()).value).toBeUndefined();
    expect(await items.return(undefined)).toEqual({ done: true, value: undefined });
  });

  it('error: an error of the source is rethrown', async () => {
    await expect(collect(withIdleMarks(sourceOf('a', new Error('cut')), 1_000_000))).rejects.toThrow(
      expect.objectContaining({ message: 'cut' }),
    );
  });
});
