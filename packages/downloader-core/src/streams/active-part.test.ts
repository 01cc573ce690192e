import { describe, expect, it, vi } from 'vitest';
import { createLedger } from '../record/ledger.ts';
import { createActivePart } from './active-part.ts';

function setUp(shorten: (end: number) => Promise<number> = async (end) => end) {
  const ledger = createLedger();
  let nowMs = 0;
  const active = createActivePart({ start: 100, end: 1100 }, ledger.holes, () => nowMs);
  const abort = vi.fn();
  return {
    active,
    abort,
    deliver: (offset: number, length: number) => {
      ledger.add({ offset, length, crc64: 0n });
      active.onBytes(length);
    },
    request() {
      active.onRequest(abort);
      active.onControl({ shorten });
    },
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('createActivePart', () => {
  it('default: reports the remaining bytes and the pace', () => {
    const { active, request, pass, deliver } = setUp();
    expect(active.pace()).toBeUndefined();
    pass(5);
    request();
    pass(10);
    deliver(100, 300);
    expect(active.pace()).toEqual({ elapsedMs: 10, receivedBytes: 300 });
    expect(active.hole()).toEqual({ start: 400, end: 1100 });
    expect(active.remainingBytes()).toBe(700);
  });

  it('behavior: the time until the carrier sends the request does not count', () => {
    const { active, pass } = setUp();
    active.onRequest(() => undefined);
    pass(5000);
    expect(active.pace()?.elapsedMs).toBe(5000);
    active.onControl({ shorten: async (end) => end });
    pass(10);
    expect(active.pace()).toEqual({ elapsedMs: 10, receivedBytes: 0 });
  });

  it('behavior: split ends it where its carrier can still stop', async () => {
    const { active, request, abort } = setUp(async () => 900);
    request();
    await expect(active.split(600, false)).resolves.toEqual({ start: 900, end: 1100 });
    expect(active.end()).toBe(900);
    expect(abort).not.toHaveBeenCalled();
  });

  it('behavior: split can abort the request', async () => {
    const { active, request, abort } = setUp();
    request();
    await expect(active.split(100, true)).resolves.toEqual({ start: 100, end: 1100 });
    expect(active.hole()).toBeUndefined();
    expect(abort).toHaveBeenCalledOnce();
  });

  it('behavior: split returns nothing if all bytes have arrived', async () => {
    const { active, request, abort } = setUp(async () => Number.POSITIVE_INFINITY);
    request();
    await expect(active.split(600, true)).resolves.toBeUndefined();
    expect(active.end()).toBe(1100);
    expect(abort).not.toHaveBeenCalled();
  });

  it('behavior: split returns nothing if another request for the rest was sent in the meantime', async () => {
    const { active, request, abort } = setUp();
    request();
    const splitting = active.split(600, true);
    active.onRequestOver();
    request();
    await expect(splitting).resolves.toBeUndefined();
    expect(active.end()).toBe(1100);
    expect(abort).not.toHaveBeenCalled();
  });

  it('behavior: one split at a time, and only if the carrier supports it', async () => {
    const { active, request } = setUp();
    expect(active.canSplit()).toBe(false);
    request();
    expect(active.canSplit()).toBe(true);
    const splitting = active.split(600, false);
    expect(active.canSplit()).toBe(false);
    await splitting;
    expect(active.canSplit()).toBe(true);
    active.onRequestOver();
    expect(active.canSplit()).toBe(false);
    await expect(active.split(200, false)).resolves.toBeUndefined();
  });
});
