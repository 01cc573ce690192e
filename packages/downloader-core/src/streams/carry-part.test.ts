import { OssError, type OssErrorOptions } from '@ossferry/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RangeEvents } from '../ports.ts';
import { createLedger } from '../record/ledger.ts';
import { createSourceKeeper } from '../source/source.ts';
import { readRetry } from './backoff.ts';
import { carryPart } from './carry-part.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const lost = { code: 'ConnectionLost', phase: 'body', message: 'Lost.', retryable: true } as const;

/** A part whose requests all fail, 10 s apart. Returns the number of requests until it gives up. */
async function failAlways(
  error: OssErrorOptions,
  { hasStarted = true, isHostKnown = false, maxOutageMs = 60_000 } = {},
) {
  let requests = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => requests * 10_000);
  const ledger = createLedger();
  const running = carryPart(
    { start: 0, end: 10 },
    {
      carrier: { carry: () => Promise.reject(new OssError(error)), close: async () => undefined },
      download: {
        source: createSourceKeeper('https://host/key'),
        holes: ledger.holes,
        pin: () => undefined,
        retry: { maxFailures: 2, maxOutageMs, baseDelayMs: 0, maxDelayMs: 0 },
        random: () => 0,
        isHostKnown: () => isHostKnown,
        onRequest() {
          requests += 1;
        },
        onWritten: ledger.add,
        onEvent: () => undefined,
      },
      hasStarted: () => hasStarted,
    },
    new AbortController().signal,
  );
  await expect(running).rejects.toMatchObject({ code: error.code, details: error.details ?? {} });
  return requests;
}

describe('carryPart', () => {
  it.each<OssErrorOptions>([
    lost,
    { ...lost, code: 'BodyCut' },
    { ...lost, code: 'HeadersTimeout', phase: 'headers' },
    { ...lost, code: 'ConnectionRefused', phase: 'connect' },
    { ...lost, code: 'HostNotFound', phase: 'connect', retryable: false },
    { ...lost, code: 'ProxyUnreachable', phase: 'connect', retryable: false },
    { ...lost, code: 'Http502', phase: 'headers', status: 502 },
    { ...lost, code: 'SlowDown', phase: 'headers', status: 429 },
  ])('option: maxOutageMs limits how long $code may last after the first response', async (error) => {
    expect(await failAlways(error)).toBe(7);
    expect(await failAlways(error, { maxOutageMs: 20_000 })).toBe(3);
    expect(await failAlways(error, { maxOutageMs: 0 })).toBe(2);
  });

  it('behavior: gives up on a host that has never responded after maxFailures', async () => {
    expect(await failAlways(lost, { hasStarted: false })).toBe(2);
    const unknown = { ...lost, code: 'HostNotFound', phase: 'connect', retryable: false } as const;
    expect(await failAlways(unknown, { hasStarted: false })).toBe(1);
  });

  it('behavior: waits for a lost host that has responded to others', async () => {
    const known = { hasStarted: false, isHostKnown: true };
    const unknown = { ...lost, code: 'HostNotFound', phase: 'connect', retryable: false } as const;
    expect(await failAlways(unknown, known)).toBe(7);
    expect(await failAlways({ ...lost, code: 'ConnectionRefused', phase: 'connect' }, known)).toBe(7);
    expect(await failAlways(lost, known)).toBe(2); // The cause may be this object.
  });

  it('behavior: gives up on permanent failures after maxFailures', async () => {
    expect(await failAlways({ ...lost, code: 'RangeIgnored', phase: 'headers' })).toBe(2);
    expect(await failAlways({ ...lost, code: 'BodyTooLong' })).toBe(2);
    const details = { RequestId: 'r', HostId: 'h' };
    expect(await failAlways({ ...lost, code: 'InternalError', phase: 'headers', details }, { hasStarted: false })).toBe(
      2,
    );
  });
});

describe('carryPart with a throttle gate', () => {
  it('behavior: no request is sent before the gate opens', async () => {
    let open: () => void = () => undefined;
    const gate = { pass: () => new Promise<void>((resolve) => (open = resolve)), close: () => undefined };
    const ledger = createLedger();
    const carry = vi.fn(async (_order: unknown, { onWritten }: RangeEvents) => {
      onWritten({ offset: 0, length: 10, crc64: 0n });
    });
    const running = carryPart(
      { start: 0, end: 10 },
      {
        carrier: { carry, close: async () => undefined },
        download: {
          source: createSourceKeeper('https://host/key'),
          holes: ledger.holes,
          pin: () => undefined,
          onWritten: ledger.add,
          onEvent: () => undefined,
          onRequest: () => undefined,
          retry: readRetry(undefined),
          random: () => 0,
        },
        gate,
      },
      new AbortController().signal,
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(carry).not.toHaveBeenCalled();
    open();
    // After the part is complete, there are no holes.
    gate.pass = async () => undefined;
    await running;
    expect(carry).toHaveBeenCalledOnce();
  });
});
