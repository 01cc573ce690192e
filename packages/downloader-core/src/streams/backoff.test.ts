import { OssError } from '@ossferry/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DownloadEvent } from '../events.ts';
import { createLedger } from '../record/ledger.ts';
import { createSourceKeeper } from '../source/source.ts';
import { backoffMs, defaultRetry, maxRetryAfterMs, readRetry } from './backoff.ts';
import { carryPart } from './carry-part.ts';
import { createThrottleGate } from './throttle-gate.ts';

/** Exceeds the maximum of `setTimeout`. */
const tooLongMs = 3_000_000_000;
const maxTimerMs = 2 ** 31 - 1;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('readRetry', () => {
  it('default: maxOutageMs is 0 if maxFailures is set', () => {
    expect(readRetry(undefined)).toMatchObject({ maxFailures: 6, maxOutageMs: 60_000 });
    const given = { maxFailures: 6, maxOutageMs: 5, baseDelayMs: 200, maxDelayMs: 20_000 };
    expect(readRetry({ maxOutageMs: 5 })).toEqual(given);
    expect(readRetry({ maxFailures: undefined, baseDelayMs: 1 } as object)).toMatchObject({
      maxOutageMs: 60_000,
      baseDelayMs: 1,
    });
    expect(readRetry({ maxFailures: 3 })).toMatchObject({ maxFailures: 3, maxOutageMs: 0 });
    expect(readRetry({ maxFailures: 3, maxOutageMs: 5 })).toMatchObject({ maxFailures: 3, maxOutageMs: 5 });
  });

  it('error: InvalidOption for what is not a number of at least 0', () => {
    for (const baseDelayMs of [-1, Number.NaN]) {
      expect(() => readRetry({ baseDelayMs })).toThrow(expect.objectContaining({ code: 'InvalidOption' }));
    }
  });
});

describe('backoffMs', () => {
  it.each([
    [1, 0, 100],
    [2, 0, 200],
    [20, 0, 10_000],
    [1, 3_000, 3_000],
    [20, 60_000, 60_000],
  ])(
    'default: after %i failures and a Retry-After of %i ms, waits %i ms at half jitter',
    (failures, retryAfterMs, expected) => {
      expect(backoffMs(defaultRetry, failures, retryAfterMs, () => 0.5)).toBe(expected);
    },
  );

  it('option: baseDelayMs 0 never waits, after any number of failures', () => {
    expect(backoffMs({ ...defaultRetry, baseDelayMs: 0 }, 2_000, 0, () => 0.5)).toBe(0);
  });

  it('option: maxDelayMs Infinity is never NaN, after any number of failures', () => {
    expect(backoffMs({ ...defaultRetry, maxDelayMs: Number.POSITIVE_INFINITY }, 2_000, 0, () => 0)).toBe(0);
  });
});

describe('createThrottleGate', () => {
  it('behavior: does not poll if it is closed for longer than the maximum of a timer', async () => {
    const timer = vi.spyOn(globalThis, 'setTimeout');
    const gate = createThrottleGate(() => 0);
    const stop = new AbortController();
    gate.close(tooLongMs);
    const passing = gate.pass(stop.signal);
    expect(timer.mock.calls.map(([, delayMs]) => delayMs)).toEqual([maxTimerMs]);
    stop.abort(new Error('enough'));
    await expect(passing).rejects.toThrow('enough');
  });
});

describe('Retry-After', () => {
  /** A refused request; ends with the first back-off. */
  async function refuse(status: number, retryAfterMs: number) {
    const stop = new AbortController();
    const events: DownloadEvent[] = [];
    const refusal = new OssError({
      ...{ code: `Http${status}`, phase: 'headers', message: 'OSS returned an error.', advice: 'Try again later.' },
      ...{ status, requestId: 'ID', retryable: true, retryAfterMs },
    });
    let requests = 0;
    const ledger = createLedger();
    const error: unknown = await carryPart(
      { start: 0, end: 1 },
      {
        carrier: { carry: () => Promise.reject(refusal), close: async () => undefined },
        download: {
          source: createSourceKeeper('https://host/key'),
          holes: ledger.holes,
          pin: () => undefined,
          retry: defaultRetry,
          random: () => 0,
          onRequest() {
            requests += 1;
          },
          onWritten: ledger.add,
          onEvent(event) {
            events.push(event);
            stop.abort(new Error('waiting'));
          },
        },
        gate: createThrottleGate(),
      },
      stop.signal,
    ).catch((cause: unknown) => cause);
    return { error, events, requests, refusal };
  }

  it.each([429, 500, 503])('default: waits up to 10 minutes after %i', async (status) => {
    const { error, events } = await refuse(status, maxRetryAfterMs);
    expect(error).toMatchObject({ message: 'waiting' });
    expect(events).toMatchObject([{ type: 'retry', delayMs: 600_000 }]);
  });

  it.each([
    [429, 600_001, '601 s'],
    [500, 86_400_000, '86400 s'],
    [503, tooLongMs, '3000000 s'],
  ])(
    'error: %i with %i ms ends the download, and the advice states the wait of %s',
    async (status, retryAfterMs, duration) => {
      const { error, events, requests, refusal } = await refuse(status, retryAfterMs);
      expect(error).toMatchObject({ code: `Http${status}`, phase: 'headers', status, requestId: 'ID' });
      expect(error).toMatchObject({ retryAfterMs, retryable: false, cause: refusal });
      const advice = `The server asks to wait ${duration}: run it again after that.`;
      expect(error).toMatchObject({ advice, message: `OSS returned an error. ${advice}` });
      expect([events, requests]).toEqual([[], 1]);
    },
  );
});
