import type { RangeCarrier } from '@ossferry/downloader-core';
import { describe, expect, it } from 'vitest';
import { createStreamBudget } from './stream-budget.ts';

const never = new AbortController().signal;

/** A carrier whose orders are ended by the test. */
function createHeldCarrier() {
  const running = new Map<string, () => void>();
  const carrier: RangeCarrier = {
    carry: ({ url }) =>
      new Promise((resolve) => {
        running.set(url, () => {
          running.delete(url);
          resolve();
        });
      }),
    close: async () => undefined,
  };
  return { carrier, running };
}

function setUp(total: number, perHost: number) {
  const { carrier, running } = createHeldCarrier();
  const limited = createStreamBudget({ total, perHost }).limit(carrier);
  const carry = (url: string, signal = never) =>
    limited.carry({ url, headers: {}, start: 0, end: 1 }, { onWritten: () => undefined }, signal);
  return { carry, running, names: () => [...running.keys()] };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('stream budget', () => {
  it('default: limits the streams; waiting streams start in order', async () => {
    const { carry, running, names } = setUp(2, 2);
    const all = ['http://a/1', 'http://a/2', 'http://a/3', 'http://a/4'].map((url) => carry(url));
    expect(names()).toEqual(['http://a/1', 'http://a/2']);
    running.get('http://a/2')?.();
    await settle();
    expect(names()).toEqual(['http://a/1', 'http://a/3']);
    for (const url of ['http://a/1', 'http://a/3']) running.get(url)?.();
    await settle();
    running.get('http://a/4')?.();
    await Promise.all(all);
  });

  it('behavior: a host at its limit does not block others', async () => {
    const { carry, names } = setUp(3, 1);
    for (const url of ['http://a/1', 'http://a/2', 'http://b/1']) void carry(url);
    expect(names()).toEqual(['http://a/1', 'http://b/1']);
  });

  it('behavior: a stream that is aborted while waiting takes no permit', async () => {
    const { carry, running, names } = setUp(1, 1);
    const first = carry('http://a/1');
    const stop = new AbortController();
    const second = carry('http://a/2', stop.signal);
    const third = carry('http://a/3');
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(second).rejects.toBe(reason);
    running.get('http://a/1')?.();
    await first;
    expect(names()).toEqual(['http://a/3']);
    running.get('http://a/3')?.();
    await third;
  });
});
