import { describe, expect, it } from 'vitest';
import type { RangeResponse } from '../ports.ts';
import { heedSignal } from './heed-signal.ts';

const request = { url: 'https://h/k', headers: {} };

describe('heedSignal', () => {
  it('default: an answer in time is handed on as it is', async () => {
    let isCancelled = false;
    const cancel = () => {
      isCancelled = true;
    };
    const response: RangeResponse = { status: 206, header: () => null, read: async () => undefined, cancel };
    const { signal } = new AbortController();
    await expect(heedSignal(async () => response)(request, signal)).resolves.toBe(response);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isCancelled).toBe(false);
  });

  it('behavior: a transport that never ends is not waited for, and its late answer is cancelled', async () => {
    let isCancelled = false;
    const cancel = () => {
      isCancelled = true;
    };
    const response: RangeResponse = { status: 206, header: () => null, read: async () => undefined, cancel };
    const stop = new AbortController();
    let answer: (response: RangeResponse) => void = () => undefined;
    const transport = () => new Promise<RangeResponse>((resolve) => (answer = resolve));
    const sending = heedSignal(transport)(request, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sending).rejects.toThrow('enough');
    answer(response);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isCancelled).toBe(true);
  });
});
