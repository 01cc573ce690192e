import { PassThrough } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { readTextManifest } from './text-manifest.ts';

afterEach(() => void vi.useRealTimers());

it('behavior: a pause does not separate an object from its options', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const input = new PassThrough();
  const entries = flatten(readTextManifest(input, { idleMs: 1000 }));
  input.write('oss://bucket/a\n  out=x\noss://bucket/b\n');
  expect((await entries.next()).value).toMatchObject({ destination: 'x' });
  const second = entries.next();
  await vi.advanceTimersByTimeAsync(60_000);
  input.end('  out=y\n');
  expect((await second).value).toMatchObject({ source: 'oss://bucket/b', destination: 'y' });
});

async function* flatten<Item>(groups: AsyncIterable<Iterable<Item>>): AsyncGenerator<Item> {
  for await (const items of groups) yield* items;
}
