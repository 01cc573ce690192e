import { describe, expect, it } from 'vitest';
import type { RangeResponse } from '../ports.ts';
import { abortableTransport } from './abortable-transport.ts';

const request = { url: 'https://h/k', headers: {} };

describe('abortableTransport', () => {
  it('default: passes on a response that arrives in time', async () => {
    let isCancelled = false;
    const cancel = () => {
      isCancelled = true;
    };
    const response: RangeResponse = { status: 206, header: () => null, read: async () => undefined, cancel };
    const { signal } = new AbortController();
    await expect(abortableTransport(async () => response)(request, signal)).resolves.toBe(response);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isCancelled).toBe(false);
  });

  it('behavior: does not wait for a transport that ignores its signal, and cancels its late response', async () => {
    let isCancelled = false;
    const cancel = () => {
      isCancelled = true;
    };
    const response: RangeResponse = { status: 206, header: () => null, read: async () => undefined, cancel };
    const stop = new AbortController();
    let respond: (response: RangeResponse) => void = () => undefined;
    const transport = () => new Promise<RangeResponse>((resolve) => (respond = resolve));
    const sending = abortableTransport(transport)(request, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sending).rejects.toThrow('enough');
    respond(response);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isCancelled).toBe(true);
  });
});
