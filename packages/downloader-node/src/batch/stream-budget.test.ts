import { describe, expect, it } from 'vitest';
import { createStreamBudget } from './stream-budget.ts';

const never = new AbortController().signal;

/** Streams that end when the test says so. */
function setUp(total: number, perHost: number) {
  const budget = createStreamBudget({ total, perHost });
  const running: string[] = [];
  const start = async (host: string, name: string, signal = never) => {
    const waiting = budget.acquire(host, signal);
    if (waiting !== undefined) await waiting;
    running.push(name);
  };
  const end = async (host: string, name: string) => {
    running.splice(running.indexOf(name), 1);
    budget.release(host);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { start, end, running };
}

describe('stream budget', () => {
  it('default: limits the streams; waiting streams start in order', async () => {
    const { start, end, running } = setUp(2, 2);
    for (const name of ['1', '2', '3', '4']) void start('a', name);
    expect(running).toEqual(['1', '2']);
    await end('a', '2');
    expect(running).toEqual(['1', '3']);
    await end('a', '1');
    expect(running).toEqual(['3', '4']);
  });

  it('behavior: a host at its limit does not block others', () => {
    const { start, running } = setUp(3, 1);
    void start('a', '1');
    void start('a', '2');
    void start('b', '3');
    expect(running).toEqual(['1', '3']);
  });

  it('behavior: a stream that is aborted while waiting takes no permit', async () => {
    const { start, end, running } = setUp(1, 1);
    void start('a', '1');
    const stop = new AbortController();
    const second = start('a', '2', stop.signal);
    void start('a', '3');
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(second).rejects.toBe(reason);
    await end('a', '1');
    expect(running).toEqual(['3']);
  });
});
