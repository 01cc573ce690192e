import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { defaultTimeouts } from './carrier/watchdog.ts';
import type { DownloadEvent } from './events.ts';
import type { RangeResponse, RangeTransport } from './ports.ts';
import { type RequestGate, runSmallDownload, type SmallDownloadJob } from './run-small-download.ts';
import { createSourceKeeper } from './source/source.ts';

const object = new TextEncoder().encode('0123456789');
const crc64 = (bytes: Uint8Array) => BigInt(bytes.length);
const never = new AbortController().signal;

interface ScriptedResponse {
  readonly status?: number;
  readonly totalBytes?: number;
  /** Absent from the headers if it is empty. */
  readonly crc64?: string;
  /** Instead of the usual ones. */
  readonly headers?: Record<string, string>;
  /** The received chunks of the body, and how it ends. */
  readonly chunks?: readonly Uint8Array[];
  readonly failure?: Error | undefined;
}

/** A transport with one response, and a record of its use. */
function respondWith({
  status = 206,
  totalBytes = 10,
  crc64 = '10',
  chunks = [object],
  failure,
  headers: others = { etag: '"one"' },
}: ScriptedResponse = {}) {
  const seen = { requests: 0, cancelled: false };
  const headers: Record<string, string> = {
    'content-range': `bytes 0-${Math.min(totalBytes, 8 * 1024 * 1024) - 1}/${totalBytes}`,
    ...(crc64 !== '' && { 'x-oss-hash-crc64ecma': crc64 }),
    ...others,
  };
  let isRead = false;
  const response: RangeResponse = {
    status,
    header: (name) => headers[name] ?? null,
    async read(onChunk) {
      if (isRead) throw new Error('A body can be read only once.');
      isRead = true;
      for (const chunk of chunks) await onChunk(chunk);
      if (failure !== undefined) throw failure;
    },
    cancel() {
      seen.cancelled = true;
    },
  };
  const transport: RangeTransport = async () => {
    seen.requests += 1;
    return response;
  };
  return { transport, seen };
}

async function run(transport: RangeTransport, job: Partial<SmallDownloadJob> = {}) {
  const placed: string[] = [];
  const events: DownloadEvent[] = [];
  const result = await runSmallDownload({
    source: createSourceKeeper('http://host/object'),
    transport,
    crc64,
    timeouts: defaultTimeouts,
    maxBytes: 100,
    place: async (bytes) => void placed.push(new TextDecoder().decode(bytes)),
    ...job,
    options: { onEvent: (event) => events.push(event), ...job.options },
  });
  return { ...result, placed, events };
}

/** Rejects when the signal aborts, like a transport. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
}

/** Sends the same request again, and reads the response. */
async function replay(send: RangeTransport | undefined) {
  const response = await send?.({ url: 'http://host/object', headers: { range: 'bytes=0-8388607' } }, never);
  const chunks: Uint8Array[] = [];
  const error = await response?.read((chunk) => void chunks.push(chunk)).catch((cause: unknown) => cause);
  return { status: response?.status, text: Buffer.concat(chunks).toString(), error };
}

describe('runSmallDownload', () => {
  it('default: one request, verified before it is placed, and reported when it is on disk', async () => {
    const { transport, seen } = respondWith({ chunks: [object.subarray(0, 4), object.subarray(4)] });
    const order: unknown[] = [];
    const { summary } = await run(transport, {
      options: { onEvent: (event) => order.push(event) },
      async place(bytes) {
        await new Promise((resolve) => setImmediate(resolve));
        order.push(new TextDecoder().decode(bytes));
      },
    });
    expect(summary).toEqual({
      sizeBytes: 10,
      crc64: '10',
      verified: 'crc64',
      etag: '"one"',
      resumedBytes: 0,
      requests: 1,
      retries: 0,
      renewals: 0,
      peakParallel: 1,
      bytesFetchedTwice: 0,
      durationMs: expect.any(Number),
    });
    expect(order).toEqual([
      { type: 'started', object: { sizeBytes: 10, etag: '"one"', crc64: '10' }, resumedBytes: 0 },
      '0123456789',
      { type: 'progress', durableBytes: 10, totalBytes: 10 },
    ]);
    expect(seen).toEqual({ requests: 1, cancelled: false });
  });

  it('behavior: passes on the response of a larger object', async () => {
    const { transport, seen } = respondWith({ totalBytes: 1000 });
    const { rest, placed, events } = await run(transport);
    expect(await replay(rest?.send)).toMatchObject({ status: 206, text: '0123456789' });
    expect({ ...seen, placed, events }).toEqual({ requests: 1, cancelled: false, placed: [], events: [] });
  });

  it('behavior: passes on a refusal with its body', async () => {
    const { transport, seen } = respondWith({ status: 403, chunks: [new TextEncoder().encode('<Error/>')] });
    const { rest } = await run(transport);
    expect(await replay(rest?.send)).toMatchObject({ status: 403, text: '<Error/>' });
    expect(seen.requests).toBe(1);
  });

  it.each([new Error('reset'), undefined])(
    'behavior: passes on an incomplete body that ends with %s',
    async (failure) => {
      const { transport, seen } = respondWith({ chunks: [object.subarray(0, 4)], crc64: '', failure });
      const { rest, placed } = await run(transport);
      expect(await replay(rest?.send)).toEqual({ status: 206, text: '0123', error: failure });
      expect({ placed, cancelled: seen.cancelled }).toEqual({ placed: [], cancelled: failure !== undefined });
    },
  );

  it.each([
    ['the server sends none', { crc64: '' }, undefined],
    ['verify is off', { crc64: '11' }, false],
  ])('behavior: places an object without comparing the CRC-64 if %s', async (_, response, verify) => {
    const { summary, placed } = await run(respondWith(response).transport, { options: { verify } });
    expect(placed).toEqual(['0123456789']);
    expect(summary).toMatchObject({ crc64: '10', verified: 'length' });
  });

  it('behavior: a body that is too long fails as in the engine', async () => {
    const { transport } = respondWith({ chunks: [object, object] });
    const { rest } = await run(transport);
    expect(await replay(rest?.send)).toMatchObject({ text: '0123456789', error: { code: 'BodyTooLong' } });
  });

  it('behavior: passes on a wrong byte instead of placing it', async () => {
    const { transport, seen } = respondWith({ crc64: '11' });
    const { rest, placed } = await run(transport);
    expect(await replay(rest?.send)).toEqual({ status: 206, text: '0123456789', error: undefined });
    expect({ placed, requests: seen.requests }).toEqual({ placed: [], requests: 1 });
  });

  it('behavior: replays a failed request once, then sends it again', async () => {
    const failure = new Error('refused');
    let requests = 0;
    const { rest } = await run(async () => {
      requests += 1;
      throw failure;
    });
    await expect(replay(rest?.send)).rejects.toBe(failure);
    expect(requests).toBe(1);
    await expect(replay(rest?.send)).rejects.toBe(failure);
    expect(requests).toBe(2);
  });

  it('behavior: cancels a response that is not needed', async () => {
    const { transport, seen } = respondWith({ totalBytes: 1000 });
    const { rest } = await run(transport);
    await rest?.send({ url: 'http://host/object', headers: { range: 'bytes=5-9' } }, never);
    expect(seen).toEqual({ requests: 2, cancelled: true });
  });

  it('behavior: passes on a timeout', async () => {
    const { rest } = await run((_, signal) => abortOf(signal), { timeouts: { ...defaultTimeouts, headersMs: 5 } });
    await expect(replay(rest?.send)).rejects.toMatchObject({ code: 'HeadersTimeout', retryable: true });
  });

  it.each([
    ['FirstByteTimeout', '', { firstByteMs: 5 }],
    ['IdleTimeout', '0123', { idleMs: 5 }],
  ])('behavior: passes on %s, with the bytes "%s" that arrived before it', async (code, text, timeout) => {
    const { transport } = respondWith();
    const stalled: RangeTransport = async (request, signal) => ({
      ...(await transport(request, signal)),
      async read(onChunk) {
        if (text !== '') await onChunk(new TextEncoder().encode(text));
        await abortOf(signal);
      },
    });
    const { rest, placed } = await run(stalled, { timeouts: { ...defaultTimeouts, ...timeout } });
    expect(await replay(rest?.send)).toMatchObject({ text, error: { code } });
    expect(placed).toEqual([]);
  });

  it('behavior: passes on an HTML page that is not of OSS, unless verify is off', async () => {
    const page = { headers: { 'content-type': 'text/html', date: 'now', etag: '"page"' }, crc64: '' };
    const { rest, placed } = await run(respondWith(page).transport);
    expect(await replay(rest?.send)).toMatchObject({ text: '0123456789' });
    expect(placed).toEqual([]);
    const unverified = await run(respondWith(page).transport, { options: { verify: false } });
    expect(unverified.placed).toEqual(['0123456789']);
  });

  it('option: gate releases its permit after the response, unless it is passed on', async () => {
    const log: string[] = [];
    const gate: RequestGate = {
      async acquire(url) {
        await new Promise((resolve) => setImmediate(resolve));
        log.push(url);
      },
      recognize: (found) => found,
      release: () => void log.push('released'),
    };
    const sending =
      (transport: RangeTransport): RangeTransport =>
      (request, signal) => {
        log.push('sent');
        return transport(request, signal);
      };
    await run(sending(respondWith().transport), { gate, place: async () => void log.push('placed') });
    expect(log).toEqual(['http://host/object', 'sent', 'released', 'placed']);
    log.length = 0;
    await run(sending(respondWith({ totalBytes: 1000 }).transport), { gate });
    expect(log).toEqual(['http://host/object', 'sent']);
  });

  it('option: gate passes on an object that is not the expected one', async () => {
    const gate: RequestGate = { acquire: () => undefined, recognize: () => undefined, release: () => undefined };
    const { rest } = await run(respondWith().transport, { gate });
    expect(await replay(rest?.send)).toMatchObject({ text: '0123456789' });
  });

  it('option: signal aborts it with its reason', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const running = run(
      (_, signal) => {
        const aborted = abortOf(signal);
        stop.abort(reason);
        return aborted;
      },
      { options: { signal: stop.signal } },
    );
    await expect(running).rejects.toBe(reason);
    const { transport, seen } = respondWith();
    await expect(run(transport, { options: { signal: stop.signal } })).rejects.toBe(reason);
    expect(seen.requests).toBe(0);
  });

  it('option: signal does not wait for a source that provides no URL', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const source = createSourceKeeper(() => {
      queueMicrotask(() => stop.abort(reason));
      return new Promise(() => undefined);
    });
    await expect(run(respondWith().transport, { source, options: { signal: stop.signal } })).rejects.toBe(reason);
  });

  it('error: the disk fails', async () => {
    const full = new OssError({ code: 'DiskFull', phase: 'disk', message: 'The disk is full.', advice: 'Make room.' });
    await expect(run(respondWith().transport, { place: () => Promise.reject(full) })).rejects.toBe(full);
  });
});
