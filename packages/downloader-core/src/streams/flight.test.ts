import { describe, expect, it, vi } from 'vitest';
import { createLedger } from '../record/ledger.ts';
import { createFlight } from './flight.ts';

function setUp(shorten: (end: number) => Promise<number> = async (end) => end) {
  const ledger = createLedger();
  let nowMs = 0;
  const flight = createFlight({ start: 100, end: 1100 }, ledger.holes, () => nowMs);
  const abort = vi.fn();
  return {
    flight,
    abort,
    bring: (offset: number, length: number) => {
      ledger.add({ offset, length, crc64: 0n });
      flight.onBytes(length);
    },
    request() {
      flight.onRequest(abort);
      flight.onControl({ shorten });
    },
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('flight', () => {
  it('default: knows what is left and how fast it comes', () => {
    const { flight, request, pass, bring } = setUp();
    expect(flight.pace()).toBeUndefined();
    pass(5);
    request();
    pass(10);
    bring(100, 300);
    expect(flight.pace()).toEqual({ elapsedMs: 10, broughtBytes: 300 });
    expect(flight.hole()).toEqual({ start: 400, end: 1100 });
    expect(flight.remainingBytes()).toBe(700);
  });

  it('behavior: its rest is taken away where its carrier can still stop', async () => {
    const { flight, request, abort } = setUp(async () => 900);
    request();
    await expect(flight.cut(600, false)).resolves.toEqual({ start: 900, end: 1100 });
    expect(flight.end()).toBe(900);
    expect(abort).not.toHaveBeenCalled();
  });

  it('behavior: a crawling request is broken off as well', async () => {
    const { flight, request, abort } = setUp();
    request();
    await expect(flight.cut(100, true)).resolves.toEqual({ start: 100, end: 1100 });
    expect(flight.hole()).toBeUndefined();
    expect(abort).toHaveBeenCalledOnce();
  });

  it('behavior: a flight whose bytes have all come keeps them', async () => {
    const { flight, request, abort } = setUp(async () => Number.POSITIVE_INFINITY);
    request();
    await expect(flight.cut(600, true)).resolves.toBeUndefined();
    expect(flight.end()).toBe(1100);
    expect(abort).not.toHaveBeenCalled();
  });

  it('behavior: it is cut by one at a time, and only while a carrier listens', async () => {
    const { flight, request } = setUp();
    expect(flight.canBeCut()).toBe(false);
    request();
    expect(flight.canBeCut()).toBe(true);
    const cutting = flight.cut(600, false);
    expect(flight.canBeCut()).toBe(false);
    await cutting;
    expect(flight.canBeCut()).toBe(true);
    flight.onRequestOver();
    expect(flight.canBeCut()).toBe(false);
    await expect(flight.cut(200, false)).resolves.toBeUndefined();
  });
});
