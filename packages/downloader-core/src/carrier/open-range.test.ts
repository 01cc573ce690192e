import { describe, expect, it } from 'vitest';
import type { RangeResponse, RangeTransport } from '../ports.ts';
import { openRange } from './open-range.ts';
import { createWatchdog, defaultTimeouts, readTimeouts } from './watchdog.ts';

const order = { url: 'https://h/k', headers: {}, start: 0, end: 10 };
const never = () => new AbortController().signal;

function answerWith(status: number, read: RangeResponse['read'] = async () => undefined) {
  const seen = { isCancelled: false };
  const cancel = () => {
    seen.isCancelled = true;
  };
  return { seen, response: { status, header: () => null, read, cancel } satisfies RangeResponse };
}

describe('openRange', () => {
  it('default: requests the range, and waits for the headers, then for the first byte', async () => {
    const log: unknown[] = [];
    const { response } = answerWith(206);
    const header = (name: string) => (name === 'content-range' ? 'bytes 0-9/100' : null);
    const received = { ...response, header };
    const { signal } = new AbortController();
    const transport: RangeTransport = async (request, given) => {
      log.push(request, given === signal);
      return received;
    };
    const expectNext = (what: unknown) => log.push(what);
    const watchdog = { ...createWatchdog(defaultTimeouts, never(), () => 0), expect: expectNext, signal };
    const opened = await openRange(transport, { ...order, headers: { 'x-oss-a': 'b' } }, watchdog);
    const headers = { 'accept-encoding': 'identity', 'x-oss-a': 'b', range: 'bytes=0-9' };
    const request = { url: order.url, headers };
    expect(log).toEqual(['headersMs', request, true, 'firstByteMs']);
    expect(opened).toMatchObject({ request, accepted: { end: 10, isWhole: false } });
    expect(opened.response).toBe(received);
  });

  it('behavior: cancels an unacceptable response', async () => {
    const { response, seen } = answerWith(206);
    const watchdog = createWatchdog(defaultTimeouts, never(), () => 0);
    await expect(openRange(async () => response, order, watchdog)).rejects.toMatchObject({ code: 'RangeIgnored' });
    expect(seen.isCancelled).toBe(true);
    watchdog.stop();
  });

  it('behavior: reports a refusal even if its body is incomplete', async () => {
    const watchdog = createWatchdog({ ...defaultTimeouts, firstByteMs: 5 }, never(), () => 0);
    const stalled = () => new Promise<void>((_, reject) => watchdog.signal.addEventListener('abort', reject));
    const { response } = answerWith(403, stalled);
    const error = await openRange(async () => response, order, watchdog).catch((cause: unknown) => cause);
    expect(watchdog.explain(error)).toMatchObject({ code: 'Http403', status: 403 });
    watchdog.stop();
  });
});

describe('readTimeouts', () => {
  it('default: adds defaults; Infinity turns a timeout off', () => {
    expect(readTimeouts(undefined)).toEqual(defaultTimeouts);
    expect(readTimeouts({ idleMs: Number.POSITIVE_INFINITY })).toMatchObject({ idleMs: Number.POSITIVE_INFINITY });
  });

  it.each([Number.NaN, 0, -1])('error: InvalidOption for %d', (headersMs) => {
    expect(() => readTimeouts({ headersMs })).toThrow(expect.objectContaining({ code: 'InvalidOption' }));
  });
});
