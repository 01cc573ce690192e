import { describe, expect, it } from 'vitest';
import { setUpBench } from './download.test-support.ts';
import { type Destination, type DownloadEvent, type DownloadSource, type DownloadSummary, download } from './index.ts';

const bench = setUpBench();
const retry = { baseDelayMs: 0, maxDelayMs: 0 };

/** The name is known before the download, or with its first response. */
const destinations: readonly (readonly [string, (name: string) => Destination])[] = [
  ['a path', (name) => bench.path(name)],
  ['a name in the response', () => (name) => bench.path(name ?? 'unnamed')],
];

describe.each(destinations)('download to %s', (_, destinationOf) => {
  const responseContentDisposition = 'attachment; filename="named.bin"';
  const events: DownloadEvent[] = [];

  const run = async (source?: DownloadSource): Promise<DownloadSummary> => {
    const signed = source ?? (await bench.presign({ key: 'k', responseContentDisposition }));
    events.length = 0;
    const onEvent = (event: DownloadEvent) => void events.push(event);
    return download(signed, destinationOf('named.bin'), { retry, onEvent, signal: AbortSignal.timeout(20_000) });
  };

  it.each([401, 408, 429, 500, 503])(
    'behavior: after two responses with %i, the file is complete, and all requests are counted',
    async (status) => {
      const bytes = await bench.store('k', 1000);
      bench.fault((get) => (get <= 2 ? { type: 'respond', status, headers: { 'retry-after': '0' } } : undefined));
      expect(await run()).toMatchObject({ requests: 3, retries: 2, verified: 'crc64' });
      expect((await bench.read('named.bin')).equals(bytes)).toBe(true);
      expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2);
      expect(bench.gets()).toHaveLength(3);
    },
  );

  it('behavior: an object of several parts takes no extra request', async () => {
    const bytes = await bench.store('k', 20 * 1024 * 1024);
    const { requests } = await run();
    expect((await bench.read('named.bin')).equals(bytes)).toBe(true);
    expect(bench.gets()).toHaveLength(requests);
  });

  it('behavior: an empty object becomes an empty file', async () => {
    await bench.store('k', 0);
    expect(await run()).toMatchObject({ sizeBytes: 0 });
    expect(await bench.files()).toEqual([expect.stringMatching(/^(named\.bin|unnamed)$/)]);
  });

  it('error: no new URL is requested after a refusal that it cannot fix', async () => {
    await bench.store('k', 10);
    const body = '<Error><Code>AccessDenied</Code><Message>No.</Message></Error>';
    bench.fault(() => ({ type: 'respond', status: 403, body }));
    let made = 0;
    const source = async () => {
      made += 1;
      return bench.presign({ key: 'k', responseContentDisposition });
    };
    await expect(run(source)).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
    expect([made, bench.gets().length]).toEqual([1, 1]);
    expect(await bench.files()).toEqual([]);
  });

  it.each(['3000000', '86400'])('error: a Retry-After of %s s is too long', async (seconds) => {
    await bench.store('k', 1000);
    bench.fault(() => ({ type: 'respond', status: 503, headers: { 'retry-after': seconds } }));
    await expect(run()).rejects.toMatchObject({
      status: 503,
      retryable: false,
      retryAfterMs: Number(seconds) * 1000,
      advice: expect.stringContaining(`${seconds} s`),
    });
    expect(bench.gets()).toHaveLength(1);
  });

  it('error: an abort before the first response rejects with its reason', async () => {
    await bench.store('k', 1000);
    const stop = new AbortController();
    const reason = new Error('enough');
    bench.fault(() => {
      stop.abort(reason);
      return { type: 'stall', afterBodyBytes: 0 };
    });
    const source = await bench.presign({ key: 'k' });
    await expect(download(source, destinationOf('named.bin'), { signal: stop.signal })).rejects.toBe(reason);
    expect(await bench.files()).toEqual([]);
  });
});
