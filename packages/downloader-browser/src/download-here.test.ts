import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toMemory } from './destination.ts';
import { downloadHere } from './download-here.ts';

// Node.js has no events of its own global object, such as `online`.
beforeEach(() => {
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('option: a transport that does not heed its signal ends with it all the same', async () => {
  const stop = new AbortController();
  const transport = (): Promise<Response> => {
    stop.abort(new Error('enough'));
    return new Promise(() => undefined);
  };
  const running = downloadHere('https://host/key', toMemory(), { transport, signal: stop.signal });
  await expect(running).rejects.toThrow('enough');
});

it('error: HeadersTimeout from a transport that never answers', async () => {
  const options = { transport: () => new Promise<Response>(() => undefined), retry: { maxFailures: 1 } };
  const running = downloadHere('https://host/key', toMemory(), { ...options, timeouts: { headersMs: 5 } });
  await expect(running).rejects.toMatchObject({ code: 'HeadersTimeout' });
});
