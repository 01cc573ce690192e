import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toMemory } from './destination.ts';
import { downloadHere } from './download-here.ts';

// The global object of Node.js is not an event target, so it has no `online` event.
beforeEach(() => {
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('option: transport that ignores its signal is aborted all the same', async () => {
  const stop = new AbortController();
  const reason = new Error('enough');
  const transport = (): Promise<Response> => {
    stop.abort(reason);
    return new Promise(() => undefined);
  };
  const running = downloadHere('https://host/key', toMemory(), { transport, signal: stop.signal });
  await expect(running).rejects.toBe(reason);
});

it('error: HeadersTimeout of a transport that never responds', async () => {
  const options = { transport: () => new Promise<Response>(() => undefined), retry: { maxFailures: 1 } };
  const running = downloadHere('https://host/key', toMemory(), { ...options, timeouts: { headersMs: 5 } });
  await expect(running).rejects.toMatchObject({ code: 'HeadersTimeout' });
});
