import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import type { RangeCarrier, RangeOrder } from '../ports.ts';
import { createLedger, type Span } from '../record/ledger.ts';
import { createSourceKeeper } from '../source/source.ts';
import { type Concurrency, createConcurrency, createFixedConcurrency } from './concurrency.ts';
import { planParts } from './plan-parts.ts';
import { runStreams } from './run-streams.ts';

const mebibyte = 1024 * 1024;

/** A request that the test controls: it delivers pieces, ends or fails on demand. */
interface Carried {
  readonly order: RangeOrder;
  readonly deliver: (mebibytes: number) => void;
  readonly fail: (error: Error) => void;
  readonly finish: () => void;
  readonly end: () => number;
  readonly aborted: () => boolean;
}

interface Setting {
  readonly sizeMebibytes: number;
  readonly partMebibytes?: number;
  readonly concurrency?: Concurrency;
  readonly plan?: () => Promise<void>;
}

function setUp({ sizeMebibytes, partMebibytes = 8, concurrency = createFixedConcurrency(2), plan }: Setting) {
  const sizeBytes = sizeMebibytes * mebibyte;
  const partBytes = partMebibytes * mebibyte;
  const ledger = createLedger();
  const carried: Carried[] = [];
  const stop = new AbortController();
  let peak = 0;
  let nowMs = 0;
  let refused = 0;
  const carrier: RangeCarrier = {
    carry: (order, events, signal) =>
      new Promise((resolve, reject) => {
        let position = order.start;
        let limit = order.end;
        signal.addEventListener('abort', () => reject(signal.reason));
        events.onControl?.({ shorten: async (end) => (limit = Math.min(limit, Math.max(end, position))) });
        carried.push({
          order,
          deliver(mebibytes) {
            if (position === order.start) events.onHead?.({ sizeBytes }, Math.min(order.end, sizeBytes), false);
            const length = Math.min(mebibytes * mebibyte, limit - position);
            if (length > 0 && !signal.aborted) events.onWritten({ offset: position, length, crc64: 0n });
            position += length;
            if (position >= limit) resolve();
          },
          fail: reject,
          finish() {
            this.deliver((limit - position) / mebibyte);
          },
          end: () => limit,
          aborted: () => signal.aborted,
        });
      }),
    close: async () => undefined,
  };
  const running = runStreams({
    concurrency,
    firstPart: { start: 0, end: Math.min(partBytes, sizeBytes) },
    firstCarrier: carrier,
    async plan({ part }) {
      await plan?.();
      return { parts: planParts([{ start: part.end, end: sizeBytes }], partBytes), carrier };
    },
    stop,
    now: () => nowMs,
    signal: stop.signal,
    onStreams(count) {
      peak = Math.max(peak, count);
    },
    download: {
      source: createSourceKeeper('https://h/k'),
      holes: ledger.holes,
      pin: () => undefined,
      onWritten(piece) {
        if (!ledger.add(piece)) refused += 1;
      },
      onEvent: () => undefined,
      onRequest: () => undefined,
      retry: { maxFailures: 3, maxOutageMs: 0, baseDelayMs: 1, maxDelayMs: 1 },
      random: () => 0,
    },
  });
  running.catch(() => undefined);
  const until = async (count: number): Promise<void> => {
    while (carried.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    running,
    carried,
    stop,
    until,
    /** The n-th request, from 1; waits for it. */
    async request(number: number): Promise<Carried> {
      await until(number);
      return carried[number - 1] as Carried;
    },
    /** Runs everything that does not need a response. */
    async settle() {
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
    },
    pass(ms: number) {
      nowMs += ms;
    },
    missing: (): Span[] => ledger.holes({ start: 0, end: sizeBytes }),
    peak: () => peak,
    refused: () => refused,
  };
}

const rangeIgnored = () => new OssError({ code: 'RangeIgnored', phase: 'headers', message: 'm', retryable: true });
const throttle = () => new OssError({ code: 'SlowDown', phase: 'headers', message: 'm', status: 503, retryable: true });

describe('runStreams', () => {
  it('default: runs as many parts in parallel as the concurrency allows, then the rest', async () => {
    const { running, request, missing, peak } = setUp({ sizeMebibytes: 32 });
    for (const number of [1, 2, 3, 4]) (await request(number)).deliver(8);
    await running;
    expect(missing()).toEqual([]);
    expect(peak()).toBe(2);
  });

  it('behavior: reports the latency of each response to the concurrency', async () => {
    const latencies: number[] = [];
    const concurrency = {
      ...createFixedConcurrency(1),
      onResponse: (latencyMs: number) => void latencies.push(latencyMs),
    };
    const { running, request, pass } = setUp({ sizeMebibytes: 16, concurrency });
    for (const number of [1, 2]) {
      const sent = await request(number);
      pass(number);
      sent.finish();
    }
    await running;
    expect(latencies).toEqual([1, 2]);
  });

  it('behavior: accepts the whole object only as the first response', async () => {
    const { running, request } = setUp({ sizeMebibytes: 32 });
    const orders: RangeOrder[] = [];
    for (const number of [1, 2, 3, 4]) {
      const sent = await request(number);
      orders.push(sent.order);
      sent.finish();
    }
    await running;
    const none = undefined;
    expect(orders.map(({ endIfWhole }) => endIfWhole)).toEqual([Number.POSITIVE_INFINITY, none, none, none]);
  });

  it('behavior: if the server stops supporting ranges, one stream downloads the rest, skipping existing bytes', async () => {
    const { running, request, carried, settle, missing } = setUp({ sizeMebibytes: 32 });
    (await request(1)).finish();
    let number = 2;
    for (; (await request(number)).order.endIfWhole === undefined; number += 1)
      carried[number - 1]?.fail(rangeIgnored());
    for (; missing().length > 0; number += 1) {
      const sent = await request(number);
      await settle();
      expect(carried).toHaveLength(number);
      expect(sent.order.endIfWhole).toBeGreaterThanOrEqual(sent.order.end);
      sent.finish();
    }
    await running;
  });

  it('behavior: a plan may have 150 000 parts', async () => {
    const { running, request, carried, settle, stop } = setUp({ sizeMebibytes: 9_375, partMebibytes: 1 / 16 });
    (await request(1)).deliver(1 / 32);
    await settle();
    expect(carried.map(({ order }) => order.start)).toEqual([0, mebibyte / 16]);
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  it('error: an abort during planning rejects with its reason', async () => {
    let planned: () => void = () => undefined;
    const plan = () => new Promise<void>((resolve) => (planned = resolve));
    const { running, request, settle, stop, carried } = setUp({ sizeMebibytes: 16, plan });
    (await request(1)).finish();
    await settle();
    const reason = new Error('enough');
    stop.abort(reason);
    planned();
    await expect(running).rejects.toBe(reason);
    expect(carried).toHaveLength(1);
  });

  it('error: gives up if the server never sends the requested range', async () => {
    const { running, request, until } = setUp({ sizeMebibytes: 32 });
    (await request(1)).finish();
    let isOver = false;
    const over = running.then(
      () => undefined,
      (error: unknown) => {
        isOver = true;
        return error;
      },
    );
    for (let number = 2; number < 100 && !isOver; number += 1) {
      await Promise.race([until(number), over]);
      if (!isOver) (await request(number)).fail(rangeIgnored());
    }
    expect(isOver).toBe(true);
    expect(await over).toMatchObject({ code: 'RangeIgnored' });
  });

  it('behavior: starts more streams as soon as the target grows', async () => {
    let target = 1;
    const concurrency = { ...createFixedConcurrency(1), target: () => target };
    const { running, request, carried, settle, peak } = setUp({ sizeMebibytes: 48, concurrency });
    const first = await request(1);
    first.deliver(1);
    await settle();
    expect(carried).toHaveLength(1);
    target = 4;
    first.deliver(1);
    await request(4);
    for (let number = 1; number <= 6; number += 1) (await request(number)).finish();
    await running;
    expect(peak()).toBe(4);
  });

  it('behavior: a surplus stream ends after its part; active streams are not stopped', async () => {
    let target = 3;
    const concurrency = { ...createFixedConcurrency(3), target: () => target };
    const { running, request, carried, settle } = setUp({ sizeMebibytes: 48, concurrency });
    (await request(1)).deliver(1);
    await request(3);
    target = 1;
    carried[0]?.finish();
    carried[1]?.finish();
    await settle();
    expect(carried).toHaveLength(3);
    expect(carried.some(({ aborted }) => aborted())).toBe(false);
    carried[2]?.finish();
    for (const number of [4, 5, 6]) (await request(number)).finish();
    await running;
  });

  it('behavior: a throttled surplus stream returns its part', async () => {
    const concurrency = createConcurrency({ now: () => 0, start: 4, max: 32 });
    const { running, request, carried, missing, settle } = setUp({ sizeMebibytes: 40, concurrency });
    (await request(1)).deliver(1);
    await request(4);
    for (const number of [2, 3, 4]) carried[number - 1]?.fail(throttle());
    await settle();
    expect(concurrency.target()).toBe(2);
    expect(carried).toHaveLength(5); // One of the three retries; the other two wait for a stream to end.
    for (let number = 1; number <= 8; number += 1) {
      if (![2, 3, 4].includes(number)) (await request(number)).finish();
    }
    await running;
    expect(missing()).toEqual([]);
  });

  it('behavior: an idle stream takes half of another part, and no byte is downloaded twice', async () => {
    const { running, request, pass, missing, refused } = setUp({ sizeMebibytes: 32, partMebibytes: 16 });
    const first = await request(1);
    first.deliver(1);
    const second = await request(2);
    second.deliver(4);
    pass(1000);
    first.deliver(15);
    const third = await request(3);
    expect(third.order).toMatchObject({ start: (20 + 12 / 2) * mebibyte, end: 32 * mebibyte });
    expect(second.end()).toBe(third.order.start);
    third.finish();
    second.finish();
    await running;
    expect(missing()).toEqual([]);
    expect(refused()).toBe(0);
  });

  it('behavior: splits parts only if the server has shown that it supports ranges', async () => {
    const { running, request, carried, pass, settle } = setUp({ sizeMebibytes: 16, partMebibytes: 16 });
    const first = await request(1);
    first.deliver(1);
    pass(1000);
    first.deliver(1);
    await settle();
    expect(carried).toHaveLength(1);
    first.finish();
    await running;
  });

  it('behavior: takes over a stalled part, and aborts its request', async () => {
    const { running, request, pass, missing, refused } = setUp({ sizeMebibytes: 16 });
    const first = await request(1);
    first.deliver(1);
    const stalled = await request(2);
    stalled.deliver(0.01);
    for (let turn = 0; turn < 7; turn += 1) {
      pass(200);
      first.deliver(1);
    }
    const third = await request(3);
    expect(third.order).toMatchObject({ start: 8.01 * mebibyte, end: 16 * mebibyte });
    expect(stalled.aborted()).toBe(true);
    third.finish();
    await running;
    expect(missing()).toEqual([]);
    expect(refused()).toBe(0);
  });

  it('error: a permanent failure of a part stops all others', async () => {
    const { running, request, carried } = setUp({ sizeMebibytes: 32 });
    (await request(1)).deliver(1);
    (await request(2)).fail(new OssError({ code: 'AccessDenied', phase: 'headers', message: 'no' }));
    await expect(running).rejects.toMatchObject({ code: 'AccessDenied' });
    expect(carried[0]?.aborted()).toBe(true);
  });

  it('error: a failed plan also ends the first stream', async () => {
    const plan = async () => Promise.reject(new Error('disk full'));
    const { running, request } = setUp({ sizeMebibytes: 32, plan });
    (await request(1)).deliver(1);
    await expect(running).rejects.toThrow('disk full');
  });

  it('error: the first request fails', async () => {
    const { running, request } = setUp({ sizeMebibytes: 32 });
    (await request(1)).fail(new OssError({ code: 'NoSuchKey', phase: 'headers', message: 'no' }));
    await expect(running).rejects.toMatchObject({ code: 'NoSuchKey' });
  });

  it('error: an abort ends a back-off immediately', async () => {
    const { running, request, stop, settle } = setUp({ sizeMebibytes: 32 });
    const error = new OssError({ ...throttle(), message: 'm', retryAfterMs: 600_000 });
    (await request(1)).fail(error);
    await settle();
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });
});
