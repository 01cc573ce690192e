import { afterEach, describe, expect, it, vi } from 'vitest';
import { wait } from './wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('wait', () => {
  it('behavior: waits at most 24 days', async () => {
    const timer = vi.spyOn(globalThis, 'setTimeout');
    const stop = new AbortController();
    const waiting = wait(3_000_000_000, stop.signal);
    expect(timer.mock.calls.map(([, delayMs]) => delayMs)).toEqual([2 ** 31 - 1]);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('behavior: rejects immediately with the reason of the signal', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(wait(60_000, stop.signal)).rejects.toThrow('enough');
  });
});
