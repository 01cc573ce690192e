import { createClient, getObject } from '@ossferry/client';
import type { DownloadEvent, SourceContext } from '@ossferry/downloader-core';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { download } from './download.ts';

const bench = setUpBench();
const options = { partSizeBytes: mebibyte, retry: quickRetry, parallel: 2 } as const;
const expired = { code: 'AccessDenied', message: 'Request has expired.' };

describe('refusals', () => {
  it.each([1000, 3 * mebibyte, 40 * mebibyte])(
    'error: a login page of %i bytes is not saved, and the next run completes the file',
    async (sizeBytes) => {
      const bytes = await bench.store('behind-portal', sizeBytes);
      const notOfOss = { 'x-oss-hash-crc64ecma': null, 'x-oss-request-id': null, 'content-type': 'text/html' };
      bench.fault(() => ({ type: 'change-headers', headers: notOfOss }));
      const run = async (more = {}) =>
        download(await bench.presign({ key: 'behind-portal' }), bench.path('file'), { ...options, ...more });
      await expect(run()).rejects.toMatchObject({ code: 'NotAnObject' });
      expect(await bench.files()).not.toContain('file');
      bench.fault(() => undefined);
      await run();
      expect((await bench.read('file')).equals(bytes)).toBe(true);
      bench.fault(() => ({ type: 'change-headers', headers: notOfOss }));
      expect(await run({ verify: false, overwrite: true })).toMatchObject({ verified: 'length' });
    },
  );

  it.each([
    ['behind', 20 * 60_000, 'expired'],
    ['ahead', -20 * 60_000, 'clock'],
  ] as const)(
    'behavior: a signing clock that is %s is corrected by the Date of the response',
    async (_, offsetMs, refused) => {
      const bytes = await bench.store('clock', 3 * mebibyte);
      bench.fault(() => ({ type: 'shift-clock', offsetMs }));
      const contexts: SourceContext[] = [];
      const source = async (context: SourceContext) => {
        contexts.push(context);
        const signer = createClient({
          region: 'cn-hangzhou',
          endpoint: bench.local.endpoint,
          credentials: { accessKeyId: 'LTAI-test', accessKeySecret: 'canary-secret' },
          now: () => Date.now() + (context.clockOffsetMs ?? 0),
        });
        return signer.presign(getObject({ bucket: 'bucket', key: 'clock' }));
      };
      const summary = await download(source, bench.path('clock'), options);
      expect((await bench.read('clock')).equals(bytes)).toBe(true);
      expect(summary).toMatchObject({ renewals: 1, retries: 0 });
      expect(contexts).toHaveLength(2);
      expect(contexts[1]?.refused).toBe(refused);
      expect(Math.abs((contexts[1]?.clockOffsetMs ?? 0) - offsetMs)).toBeLessThan(10_000);
    },
  );

  it('error: ClockSkewed for a fixed URL signed with a wrong clock', async () => {
    await bench.store('fixed', 10);
    bench.fault(() => ({ type: 'shift-clock', offsetMs: -20 * 60_000 }));
    const running = download(await bench.presign({ key: 'fixed' }), bench.path('fixed'), options);
    await expect(running).rejects.toMatchObject({ code: 'ClockSkewed', advice: expect.stringContaining('clock') });
    expect(bench.gets()).toHaveLength(1);
  });

  it('error: a source that only returns expired URLs is called a limited number of times', async () => {
    await bench.store('hopeless', mebibyte);
    bench.fault(() => ({ type: 'respond', status: 403, error: expired }));
    let made = 0;
    const source = async () => {
      made += 1;
      return bench.presign({ key: 'hopeless', parameters: { n: String(made) } });
    };
    await expect(download(source, bench.path('hopeless'), options)).rejects.toMatchObject({ code: 'UrlExpired' });
    expect(made).toBe(3);
  });

  it('behavior: a renewal does not stop running streams', async () => {
    const bytes = await bench.store('flowing', 4 * mebibyte);
    bench.fault((get, { query }) => {
      if (get === 2) return { type: 'drip', chunkBytes: 32 * 1024, pauseMs: 5 };
      return get > 2 && query['renewed'] === undefined ? { type: 'respond', status: 403, error: expired } : undefined;
    });
    let made = 0;
    const source = async () => {
      made += 1;
      return bench.presign({ key: 'flowing', parameters: made === 1 ? {} : { renewed: '1' } });
    };
    const summary = await download(source, bench.path('flowing'), options);
    expect((await bench.read('flowing')).equals(bytes)).toBe(true);
    expect(summary).toMatchObject({ renewals: 1, retries: 0 });
    const flowing = bench.gets().filter(({ status, query }) => status === 206 && query['renewed'] === undefined);
    expect(flowing).toHaveLength(2);
    for (const { bytesSent } of flowing) expect(bytesSent).toBe(mebibyte);
  });

  it('behavior: a source function that fails during a download is called again', async () => {
    const bytes = await bench.store('hiccup', 4 * mebibyte);
    bench.fault((get, { query }) =>
      get > 2 && query['renewed'] === undefined ? { type: 'respond', status: 403, error: expired } : undefined,
    );
    let made = 0;
    const source = async () => {
      made += 1;
      if (made === 2) throw new Error('the signing server restarts');
      return bench.presign({ key: 'hiccup', parameters: made === 1 ? {} : { renewed: '1' } });
    };
    await download(source, bench.path('hiccup'), options);
    expect((await bench.read('hiccup')).equals(bytes)).toBe(true);
    expect(made).toBe(3);
  });

  it('error: an abort does not wait for a source function that never resolves', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const source = () => {
      queueMicrotask(() => stop.abort(reason));
      return new Promise<string>(() => undefined);
    };
    const running = download(source, bench.path('never'), { ...options, signal: stop.signal });
    await expect(running).rejects.toBe(reason);
    expect(await bench.files()).toEqual([]);
  });

  it('error: AccessDenied during the download is final, and received data is kept', async () => {
    await bench.store('denied', 12 * mebibyte);
    const error = { code: 'AccessDenied', message: 'You have no right to access this object.', ec: '0003-00000001' };
    bench.fault((get) => (get > 9 ? { type: 'respond', status: 403, error } : undefined));
    const source = async () => bench.presign({ key: 'denied' });
    await expect(download(source, bench.path('denied'), options)).rejects.toMatchObject({
      code: 'AccessDenied',
      advice: expect.stringContaining('oss:GetObject'),
    });
    expect(bench.gets().filter(({ status }) => status === 403).length).toBeLessThanOrEqual(2);
    expect(await bench.files()).toEqual(['denied.ossferry']);
  });

  it.each([
    [429, 'QpsLimitExceeded'],
    [503, 'SlowDown'],
    [403, 'QpsLimitExceeded'],
    [403, 'DownloadTrafficRateLimitExceeded'],
  ])('behavior: waits during %i %s', async (status, code) => {
    const bytes = await bench.store('busy', 3 * mebibyte);
    const error = { code, message: 'Please reduce your request rate.' };
    bench.fault((get) => (get <= 2 ? { type: 'respond', status, error } : undefined));
    const events: DownloadEvent[] = [];
    const onEvent = (event: DownloadEvent) => events.push(event);
    await download(await bench.presign({ key: 'busy' }), bench.path('busy'), { ...options, onEvent });
    expect((await bench.read('busy')).equals(bytes)).toBe(true);
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2);
  });
});
