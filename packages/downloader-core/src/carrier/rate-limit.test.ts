import { describe, expect, it } from 'vitest';
import type { RangeResponse, RangeTransport } from '../ports.ts';
import { createRateLimit } from './rate-limit.ts';

const request = { url: 'https://h/k', headers: {} };
const never = new AbortController().signal;

function bodyOf(...chunks: number[]): RangeTransport {
  return async () => ({
    status: 206,
    header: () => null,
    cancel: () => undefined,
    async read(onChunk) {
      for (const length of chunks) await onChunk(new Uint8Array(length));
    },
  });
}

function virtualTime() {
  let nowMs = 0;
  const sleeping: { untilMs: number; wake: () => void }[] = [];
  return {
    now: () => nowMs,
    sleep: (delayMs: number) =>
      new Promise<void>((wake) => void sleeping.push({ untilMs: nowMs + Math.max(0, delayMs), wake })),
    async runUntilIdle() {
      for (;;) {
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
        const next = sleeping.sort((left, right) => left.untilMs - right.untilMs).shift();
        if (next === undefined) return nowMs;
        nowMs = next.untilMs;
        next.wake();
      }
    },
  };
}

async function readAll(transport: RangeTransport, onChunk: (length: number) => void = () => undefined): Promise<void> {
  const response = await transport(request, never);
  await response.read((chunk) => onChunk(chunk.length));
}

describe('createRateLimit', () => {
  it('behavior: passes on nothing after the body has failed', async () => {
    const time = virtualTime();
    const broken: RangeTransport = async () => ({
      status: 206,
      header: () => null,
      cancel: () => undefined,
      async read(onChunk) {
        void onChunk(new Uint8Array(500)); // Like a stream that fails while its last chunk is being processed.
        throw new Error('broken');
      },
    });
    const lengths: number[] = [];
    const reading = readAll(createRateLimit({ bytesPerSecond: 1000, ...time })(broken), (length) =>
      lengths.push(length),
    );
    await expect(reading).rejects.toThrow('broken');
    await time.runUntilIdle();
    expect(lengths).toEqual([50]);
  });

  it('default: a body takes as long as its size at this rate', async () => {
    const time = virtualTime();
    const limit = createRateLimit({ bytesPerSecond: 1000, ...time });
    const reading = readAll(limit(bodyOf(500, 2000, 500)));
    expect(await time.runUntilIdle()).toBeCloseTo(3000);
    await reading;
  });

  it('behavior: all transports with the same limit share it', async () => {
    const time = virtualTime();
    const limit = createRateLimit({ bytesPerSecond: 1000, ...time });
    const ends: number[] = [];
    const readings = [1, 2, 3].map(() => readAll(limit(bodyOf(1000))).then(() => ends.push(time.now())));
    expect(await time.runUntilIdle()).toBeCloseTo(3000);
    await Promise.all(readings);
    expect(Math.min(...ends)).toBeGreaterThan(2800); // The transports took turns.
  });

  it('behavior: passes large chunks on in slices, so that no stream looks idle', async () => {
    const time = virtualTime();
    const limit = createRateLimit({ bytesPerSecond: 2000, ...time });
    const read = async (bytes: number) => {
      const lengths: number[] = [];
      const reading = readAll(limit(bodyOf(bytes)), (length) => lengths.push(length));
      await time.runUntilIdle();
      await reading;
      return lengths;
    };
    expect(await read(250)).toEqual([100, 100, 50]);
    for (let earlier = 0; earlier < 8; earlier += 1) await read(1); // Streams that have ended share nothing.
    expect(await read(250)).toEqual([100, 100, 50]);
  });

  it('behavior: the next slice waits until the last one was handled', async () => {
    const limit = createRateLimit({ bytesPerSecond: 1000, now: () => 0, sleep: async () => undefined });
    const response = await limit(bodyOf(100))(request, never);
    const order: string[] = [];
    await response.read(async () => {
      order.push('begin');
      await new Promise((resolve) => setImmediate(resolve));
      order.push('end');
    });
    expect(order).toEqual(['begin', 'end', 'begin', 'end']);
  });

  it('behavior: with many transports, each still gets bytes several times per second', async () => {
    const time = virtualTime();
    const limit = createRateLimit({ bytesPerSecond: 1_000_000, ...time });
    let longestMs = 0;
    const readings = Array.from({ length: 128 }, () => {
      let lastMs = 0;
      return readAll(limit(bodyOf(60_000)), () => {
        longestMs = Math.max(longestMs, time.now() - lastMs);
        lastMs = time.now();
      });
    });
    expect(await time.runUntilIdle()).toBeCloseTo(7680);
    await Promise.all(readings);
    expect(longestMs).toBeLessThan(2000);
  });

  it('behavior: idle time does not allow a burst', async () => {
    const time = virtualTime();
    const limit = createRateLimit({ bytesPerSecond: 1000, ...time });
    void time.sleep(10_000);
    await time.runUntilIdle();
    const reading = readAll(limit(bodyOf(1000)));
    expect(await time.runUntilIdle()).toBeCloseTo(11_000);
    await reading;
  });

  it('behavior: leaves the rest of the response unchanged', async () => {
    const cancel = () => undefined;
    const response: RangeResponse = { status: 206, header: (name) => name, read: async () => undefined, cancel };
    const limited = await createRateLimit({ bytesPerSecond: 1 })(async () => response)(request, never);
    expect({ ...limited, read: undefined }).toEqual({ ...response, read: undefined });
  });

  it('error: an abort ends the delay with its reason', async () => {
    const stop = new AbortController();
    const response = await createRateLimit({ bytesPerSecond: 1 })(bodyOf(1000))(request, stop.signal);
    const reading = response.read(() => stop.abort(new Error('enough')));
    await expect(reading).rejects.toThrow('enough');
  });
});
