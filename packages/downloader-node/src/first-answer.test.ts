import { createSourceKeeper, defaultTimeouts, type RangeResponse } from '@ossferry/downloader-core';
import { describe, expect, it } from 'vitest';
import { setUpBench } from './download.test-support.ts';
import { download } from './download.ts';
import { askFirst } from './first-answer.ts';

const bench = setUpBench();

describe('askFirst', () => {
  it('behavior: a busy server is asked again', async () => {
    const bytes = await bench.store('busy', 1000);
    const headers = { 'retry-after': '0' };
    bench.fault((get) => (get === 1 ? { type: 'respond', status: 503, headers } : undefined));
    const retry = { baseDelayMs: 0, maxDelayMs: 0 };
    await download(await bench.presign({ key: 'busy' }), () => bench.path('busy'), { retry });
    expect((await bench.read('busy')).equals(bytes)).toBe(true);
    expect(bench.gets()).toHaveLength(2);
  });

  it.each(['3000000', '86400'])('error: a server that asks to wait %s s is not waited for', async (seconds) => {
    await bench.store('closed', 1000);
    bench.fault(() => ({ type: 'respond', status: 503, headers: { 'retry-after': seconds } }));
    await expect(
      download(await bench.presign({ key: 'closed' }), () => bench.path('closed'), {
        signal: AbortSignal.timeout(4000),
      }),
    ).rejects.toMatchObject({
      status: 503,
      retryable: false,
      retryAfterMs: Number(seconds) * 1000,
      advice: expect.stringContaining(`${seconds} s`),
    });
    expect(bench.gets()).toHaveLength(1);
  });

  it('error: an abort ends the wait with its own reason', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const busy: RangeResponse = {
      status: 503,
      header: () => null,
      read: async () => undefined,
      cancel: () => stop.abort(reason), // The answer is given up just before the wait.
    };
    const asking = askFirst({
      source: createSourceKeeper('https://host/key'),
      send: async () => busy,
      timeouts: defaultTimeouts,
      options: { signal: stop.signal },
    });
    await expect(asking).rejects.toBe(reason);
  });
});
