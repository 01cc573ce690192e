import { fetchTransport } from '@ossferry/client';
import { axiosTransport } from '@ossferry/client/axios';
import type { DownloadEvent } from '@ossferry/downloader-core';
import type { Fault } from '@ossferry/local-oss';
import axios from 'axios';
import { describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { type DownloadOptions, download } from './download.ts';

const bench = setUpBench();
const options = { partSizeBytes: mebibyte, retry: quickRetry, parallel: 3 } satisfies DownloadOptions;
const kib = 1024;

async function downloadAll(key: string, more: DownloadOptions = {}) {
  const events: DownloadEvent[] = [];
  const summary = await download(await bench.presign({ key }), bench.path(key), {
    ...options,
    onEvent: (event) => events.push(event),
    ...more,
  });
  return { summary, events };
}

describe('download through faults', () => {
  it('behavior: after a broken connection, the next request starts where it broke', async () => {
    const bytes = await bench.store('cut', 3 * mebibyte);
    bench.fault((get) => (get <= 2 ? { type: 'disconnect', afterBodyBytes: 300 * kib } : undefined));
    const { summary } = await downloadAll('cut', { parallel: 1 });
    expect((await bench.read('cut')).equals(bytes)).toBe(true);
    expect(summary.retries).toBe(2);
    const starts = bench.gets().map(({ headers }) => Number(/=(\d+)/.exec(headers['range'] ?? '')?.[1]));
    expect(starts).toEqual([0, 300 * kib, 600 * kib, mebibyte, 2 * mebibyte]);
  });

  it('behavior: attempts that make progress do not use up the retries', async () => {
    const bytes = await bench.store('slowly', 2 * mebibyte);
    bench.fault(() => ({ type: 'disconnect', afterBodyBytes: 100 * kib }));
    const { summary } = await downloadAll('slowly', { retry: { ...quickRetry, maxFailures: 2 } });
    expect((await bench.read('slowly')).equals(bytes)).toBe(true);
    expect(summary.retries).toBeGreaterThan(10);
  });

  it('behavior: the duration includes a first request that fails', async () => {
    await bench.store('small', kib);
    const requestedAtMs: number[] = [];
    bench.fault((get) => {
      requestedAtMs.push(performance.now());
      return get === 1
        ? [
            { type: 'delay-headers', delayMs: 100 },
            { type: 'disconnect', afterBodyBytes: 0 },
          ]
        : undefined;
    });
    const { summary } = await downloadAll('small');
    const [first = 0, second = 0] = requestedAtMs;
    expect(summary.durationMs).toBeGreaterThanOrEqual(Math.floor(second - first));
  });

  it.each([
    ['before the headers', { type: 'disconnect' }],
    ['right after the headers', { type: 'disconnect', afterBodyBytes: 0 }],
    ['by a reset in the body', { type: 'disconnect', afterBodyBytes: 200 * kib, mode: 'reset' }],
    ['by an internal error', { type: 'respond', status: 500, error: { code: 'InternalError', message: 'x' } }],
    ['by throttling', { type: 'respond', status: 503, error: { code: 'ServiceUnavailable', message: 'x' } }],
    ['by an error page of a proxy', { type: 'respond', status: 502, body: '<html>' }],
  ] as const)('behavior: a request that fails once %s is retried', async (_, fault) => {
    const bytes = await bench.store('once', 3 * mebibyte);
    for (const failing of [1, 3]) {
      bench.fault((get) => (get === failing ? fault : undefined));
      await downloadAll('once', { overwrite: true });
      expect((await bench.read('once')).equals(bytes)).toBe(true);
    }
  });

  it.each([
    ['fetch', fetchTransport()],
    ['axios', axiosTransport(axios.create())],
  ])('behavior: waits for a network that is down for a while, over %s', async (_, transport) => {
    const bytes = await bench.store('patient', 3 * mebibyte);
    bench.fault((get) => {
      if (get < 3 || get > 14) return undefined;
      return { type: 'disconnect', afterBodyBytes: get % 2 === 0 ? 10 : undefined };
    });
    const retry = { baseDelayMs: 1, maxDelayMs: 1 };
    const { events } = await downloadAll('patient', { transport, retry, parallel: 1 });
    expect((await bench.read('patient')).equals(bytes)).toBe(true);
    const codes = events.flatMap((event) => (event.type === 'retry' ? [event.error.code] : []));
    expect(codes).toEqual(Array.from({ length: 12 }, () => 'ConnectionLost'));
  });

  it('error: an error of a custom transport itself is not changed', async () => {
    const cause = new Error('not even tried');
    const transport = () => Promise.reject(cause);
    await expect(downloadAll('any', { transport })).rejects.toMatchObject({
      code: 'TransferFailed',
      cause: { code: 'TransferFailed', cause },
    });
  });

  it('behavior: gives up after all retries, and the next run resumes', async () => {
    const bytes = await bench.store('later', 12 * mebibyte);
    bench.fault((get) => (get > 6 ? { type: 'disconnect' } : undefined));
    await expect(downloadAll('later', { parallel: 1 })).rejects.toMatchObject({ code: 'ConnectionLost' });
    expect(await bench.files()).toEqual(['later.ossferry']);
    bench.local.setFaults(undefined);
    const { summary } = await downloadAll('later');
    expect((await bench.read('later')).equals(bytes)).toBe(true);
    expect(summary.resumedBytes).toBe(6 * mebibyte);
  });

  it('behavior: waits as long as the server requests', async () => {
    await bench.store('patient', mebibyte);
    const headers = { 'retry-after': '0' };
    bench.fault((get) => (get === 1 ? { type: 'respond', status: 429, headers } : undefined));
    const { events } = await downloadAll('patient', { random: () => 0.5, retry: { baseDelayMs: 4, maxDelayMs: 4 } });
    expect(events.find((event) => event.type === 'retry')).toMatchObject({
      delayMs: 2,
      error: { status: 429, retryAfterMs: 0 },
    });
  });

  it.each([
    ['headersMs', 'HeadersTimeout', { type: 'delay-headers', delayMs: 60_000 }],
    ['firstByteMs', 'FirstByteTimeout', { type: 'stall', afterBodyBytes: 0 }],
    ['idleMs', 'IdleTimeout', { type: 'stall', afterBodyBytes: 100 * kib }],
  ] as const)('option: timeouts.%s ends a stalled request, and the range is retried', async (name, code, fault) => {
    const bytes = await bench.store('silent', 2 * mebibyte);
    bench.fault((get) => (get === 2 ? fault : undefined));
    const { events } = await downloadAll('silent', { timeouts: { [name]: 50 } });
    expect((await bench.read('silent')).equals(bytes)).toBe(true);
    expect(events.find((event) => event.type === 'retry')).toMatchObject({ error: { code } });
  });

  it('default: timeouts and retry options that are undefined', async () => {
    await bench.store('usual', 2 * mebibyte);
    bench.fault(() => ({ type: 'delay-headers', delayMs: 30 }));
    const { summary } = await downloadAll('usual', {
      timeouts: { headersMs: undefined, firstByteMs: undefined, idleMs: undefined } as object,
      retry: { maxFailures: undefined } as object,
    });
    expect(summary.retries).toBe(0);
  });

  it('error: an object that is replaced during the download creates no file of two versions', async () => {
    await bench.store('replaced', 4 * mebibyte);
    const body = Buffer.alloc(4 * mebibyte, 'x');
    bench.fault((get) => (get === 2 ? { type: 'replace-object', body } : undefined));
    await expect(downloadAll('replaced', { parallel: 1 })).rejects.toMatchObject({ code: 'ObjectChanged' });
    expect(await bench.files()).toEqual([]);
  });

  it('option: onChange restart downloads the new object', async () => {
    await bench.store('renewed', 10 * mebibyte);
    const body = Buffer.alloc(9 * mebibyte, 'x');
    bench.fault((get) => (get === 4 ? { type: 'replace-object', body } : undefined));
    const { events } = await downloadAll('renewed', { onChange: 'restart' });
    expect((await bench.read('renewed')).equals(body)).toBe(true);
    expect(events).toContainEqual(expect.objectContaining({ type: 'warning', code: 'Restarted' }));
  });

  it.each([0, 2])(
    'behavior: if a server stops supporting ranges, existing bytes are skipped (%i threads)',
    async (threads) => {
      const bytes = await bench.store('ignored', 40 * mebibyte);
      bench.fault((get) => (get > 6 ? { type: 'ignore-range' } : undefined));
      const { summary, events } = await downloadAll('ignored', { threads, parallel: 3 });
      expect((await bench.read('ignored')).equals(bytes)).toBe(true);
      expect(summary).toMatchObject({ verified: 'crc64' });
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'retry', error: expect.objectContaining({ code: 'RangeIgnored' }) }),
      );
    },
  );

  it('behavior: one stream for a server without ranges', async () => {
    const bytes = await bench.store('rangeless', 3 * mebibyte);
    bench.fault(() => ({ type: 'ignore-range' }));
    const { summary } = await downloadAll('rangeless');
    expect((await bench.read('rangeless')).equals(bytes)).toBe(true);
    expect(summary.requests).toBe(1);
  });

  it('behavior: after a broken connection to a server without ranges, received bytes are skipped', async () => {
    const bytes = await bench.store('rangeless', 3 * mebibyte);
    const cut: Fault = { type: 'disconnect', afterBodyBytes: mebibyte + 5 };
    bench.fault((get) => (get < 3 ? [{ type: 'ignore-range' }, cut] : { type: 'ignore-range' }));
    const { summary } = await downloadAll('rangeless');
    expect((await bench.read('rangeless')).equals(bytes)).toBe(true);
    expect(summary).toMatchObject({ verified: 'crc64', requests: 3, peakParallel: 1 });
    // The second attempt ends where the first one did, without new bytes.
    expect(summary.bytesFetchedTwice).toBe(2 * (mebibyte + 5));
  });

  it.each(['bytes 5-9/3145728', 'bytes 0-1048575/*', 'nonsense', ''])(
    'error: the Content-Range %j is refused',
    async (contentRange) => {
      await bench.store('misplaced', 3 * mebibyte);
      for (const first of [1, 2]) {
        bench.fault((get) => (get >= first ? { type: 'wrong-content-range', contentRange } : undefined));
        await expect(downloadAll('misplaced')).rejects.toMatchObject({ code: 'RangeIgnored' });
        expect(await bench.files()).toEqual([]);
      }
    },
  );

  it.each([0, 2])(
    'behavior: the rest of a shortened range is requested, without counting as a failure (%i threads)',
    async (threads) => {
      const bytes = await bench.store('short', 40 * mebibyte);
      bench.fault(() => ({ type: 'shorten-range', maxBytes: 3 * mebibyte + 5 }));
      const { summary } = await downloadAll('short', { threads });
      expect((await bench.read('short')).equals(bytes)).toBe(true);
      expect(summary).toMatchObject({ verified: 'crc64', retries: 0, bytesFetchedTwice: 0 });
    },
  );

  it('error: almost empty ranges', async () => {
    await bench.store('short', 3 * mebibyte);
    bench.fault(() => ({ type: 'shorten-range', maxBytes: 1000 }));
    await expect(downloadAll('short')).rejects.toMatchObject({ code: 'RangeIgnored' });
    expect(await bench.files()).toEqual([]);
  });

  it('behavior: a response with a wrong range is retried', async () => {
    const bytes = await bench.store('misplaced', 3 * mebibyte);
    const contentRange = 'bytes 5-9/3145728';
    bench.fault((get) => (get === 2 ? { type: 'wrong-content-range', contentRange } : undefined));
    const { summary } = await downloadAll('misplaced');
    expect((await bench.read('misplaced')).equals(bytes)).toBe(true);
    expect(summary.retries).toBe(1);
  });

  it('error: unrequested compression', async () => {
    await bench.store('gzip', 3 * mebibyte);
    bench.fault(() => ({ type: 'change-headers', headers: { 'content-encoding': 'gzip', etag: null } }));
    await expect(downloadAll('gzip')).rejects.toMatchObject({ code: 'UnexpectedCompression' });
    expect(await bench.files()).toEqual([]);
  });

  it('error: a redirect is not followed', async () => {
    await bench.store('elsewhere', 10);
    bench.fault(() => ({ type: 'redirect', location: 'http://127.0.0.1:1/' }));
    await expect(downloadAll('elsewhere')).rejects.toMatchObject({ code: 'Redirected', status: 302 });
  });

  it('behavior: a bit flipped in transit is detected, and the object is downloaded again', async () => {
    const bytes = await bench.store('flipped', 3 * mebibyte);
    bench.fault((get) => (get <= 3 ? { type: 'flip-bit', objectOffset: 1_500_000 } : undefined));
    const { events } = await downloadAll('flipped');
    expect((await bench.read('flipped')).equals(bytes)).toBe(true);
    expect(events).toContainEqual(expect.objectContaining({ type: 'warning', code: 'Restarted' }));
  });

  it('error: bytes that are wrong every time create no file', async () => {
    await bench.store('wrong', 10 * mebibyte);
    bench.fault(() => ({ type: 'flip-bit', objectOffset: 1_500_000 }));
    await expect(downloadAll('wrong')).rejects.toMatchObject({ code: 'ChecksumMismatch', phase: 'verify' });
    expect(await bench.files()).toEqual([]);
  });

  it('error: a body that ends too early without a connection error is detected', async () => {
    await bench.store('short', 3 * mebibyte);
    bench.fault(() => ({ type: 'truncate', afterBodyBytes: 100 }));
    await expect(downloadAll('short')).rejects.toMatchObject({ name: 'OssError' });
    expect(await bench.files()).toEqual([]);
  });

  it('error: UrlExpired, and received data is kept', async () => {
    await bench.store('expired', 12 * mebibyte);
    const error = { code: 'AccessDenied', message: 'Request has expired.' };
    bench.fault((get) => (get > 9 ? { type: 'respond', status: 403, error } : undefined));
    await expect(downloadAll('expired')).rejects.toMatchObject({ code: 'UrlExpired', status: 403 });
    expect(await bench.files()).toEqual(['expired.ossferry']);
  });

  it('behavior: an expired URL is renewed once', async () => {
    const bytes = await bench.store('kept', 8 * mebibyte);
    const error = { code: 'AccessDenied', message: 'Request has expired.' };
    let made = 0;
    bench.fault((get, { query }) =>
      get > 4 && query['renewed'] === undefined ? { type: 'respond', status: 403, error } : undefined,
    );
    const source = async () => {
      made += 1;
      return bench.presign({ key: 'kept', parameters: made === 1 ? {} : { renewed: '1' } });
    };
    const summary = await download(source, bench.path('kept'), options);
    expect((await bench.read('kept')).equals(bytes)).toBe(true);
    expect(made).toBe(2);
    expect(summary.retries).toBe(0);
  });

  it('behavior: a URL that is about to expire is renewed before it is used', async () => {
    const bytes = await bench.store('ahead', 3 * mebibyte);
    let made = 0;
    const source = async () => {
      made += 1;
      return bench.presign({ key: 'ahead' }, made === 1 ? 10 : 900);
    };
    const now = () => Date.now() + (made === 1 && bench.gets().length > 0 ? 9_000 : 0);
    const summary = await download(source, bench.path('ahead'), { ...options, parallel: 1, now });
    expect((await bench.read('ahead')).equals(bytes)).toBe(true);
    expect(made).toBe(2);
    expect(summary.requests).toBe(bench.gets().length);
    expect(bench.gets().every(({ status }) => status === 206)).toBe(true);
  });

  it('behavior: a URL that expires within seconds is used as long as possible, and every request is counted', async () => {
    const bytes = await bench.store('short', 3 * mebibyte);
    let made = 0;
    const source = async () => {
      made += 1;
      return bench.presign({ key: 'short' }, 25);
    };
    const summary = await download(source, bench.path('short'), options);
    expect((await bench.read('short')).equals(bytes)).toBe(true);
    expect(made).toBe(1);
    expect(summary.requests).toBe(bench.gets().length);
  });

  it('error: a refusal for another reason than expiry is final', async () => {
    await bench.store('denied', mebibyte);
    const error = { code: 'AccessDenied', message: 'You have no right to access this object.', ec: '0003-00000001' };
    bench.fault(() => ({ type: 'respond', status: 403, error }));
    await expect(downloadAll('denied')).rejects.toMatchObject({ code: 'AccessDenied', ec: '0003-00000001' });
    expect(bench.gets()).toHaveLength(1);
  });

  it('behavior: no event, error or file of a failed download contains a signature', async () => {
    await bench.store('secret', 12 * mebibyte);
    bench.fault((get) => (get > 9 ? { type: 'disconnect' } : undefined));
    const source = await bench.presign({ key: 'secret' });
    const signature = /x-oss-signature=(\w+)/.exec(source.url)?.[1] ?? 'absent';
    const events: DownloadEvent[] = [];
    const error = await download(source, bench.path('secret'), {
      ...options,
      onEvent: (event) => events.push(event),
    }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    const { inspect } = await import('node:util');
    const journal = (await bench.read('secret.ossferry/journal')).toString();
    const shown = [
      inspect([error, events], { depth: 10, showHidden: true }),
      JSON.stringify([error, events.map(String)]),
      journal,
    ];
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    for (const text of shown) expect(text).not.toContain(signature);
    expect(journal).toContain('"ossferry":1');
  });

  it('behavior: a stalled first response is retried over a custom transport', async () => {
    const bytes = await bench.store('stalled', 2 * mebibyte);
    bench.fault((get) => (get === 1 ? { type: 'stall', afterBodyBytes: 90_000 } : undefined));
    const summary = await download(await bench.presign({ key: 'stalled' }), bench.path('stalled'), {
      partSizeBytes: 256 * 1024,
      retry: quickRetry,
      timeouts: { idleMs: 100 },
      transport: fetchTransport(),
    });
    expect(summary).toMatchObject({ verified: 'crc64', sizeBytes: bytes.length });
  });
});
