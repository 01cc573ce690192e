import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { withIdleMarks } from './with-idle-marks.ts';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function* give(...items: readonly (string | Promise<string> | Error)[]): AsyncGenerator<string> {
  for (const item of items) {
    if (item instanceof Error) throw item;
    yield await item;
  }
}

describe('withIdleMarks', () => {
  it('default: what comes at once is given as it is', async () => {
    expect(await collect(withIdleMarks(give('a', 'b'), 1_000_000))).toEqual(['a', 'b']);
  });

  it('behavior: a silence is told once, and what comes behind it is not lost', async () => {
    const input = new PassThrough({ encoding: 'utf8' });
    const items = withIdleMarks(input[Symbol.asyncIterator]() as AsyncGenerator<string>, 5);
    input.write('a');
    expect([(await items.next()).value, (await items.next()).value]).toEqual(['a', undefined]);
    input.end('late');
    expect(await collect(items)).toEqual(['late']);
  });

  it('behavior: whoever leaves does not wait for what never comes', async () => {
    const items = withIdleMarks(give(new Promise(() => undefined)), 5);
    expect((await items.next()).value).toBeUndefined();
    expect(await items.return(undefined)).toEqual({ done: true, value: undefined });
  });

  it('error: a failure of the source is passed on', async () => {
    await expect(collect(withIdleMarks(give('a', new Error('cut')), 1_000_000))).rejects.toThrow('cut');
  });
});
