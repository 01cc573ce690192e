import { OssError } from '@ossferry/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPatience } from './patience.ts';

const lost = new OssError({ code: 'ConnectionLost', phase: 'body', message: 'Lost.', retryable: true });
const retry = { maxFailures: 2, patienceMs: 60_000, baseDelayMs: 0, maxDelayMs: 0 };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('createPatience', () => {
  it('behavior: progress begins it anew, its minute too', () => {
    let nowMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const patience = createPatience({ start: 0, end: 1 }, retry, () => 0);
    const fail = (broughtBytes: number) =>
      patience.afterFailure({ error: lost, broughtBytes, refusal: undefined, isUnderWay: true });
    for (nowMs = 0; nowMs < 60_000; nowMs += 20_000) fail(0);
    expect(patience.counted()).toEqual({ failures: 3, stuckSinceMs: 0 });
    fail(64 * 1024);
    expect(patience.counted()).toEqual({ failures: 0, stuckSinceMs: 60_000 });
    for (; nowMs < 120_000; nowMs += 20_000) fail(0);
    expect(() => fail(0)).toThrow('Gave up after 4 tries in a row that brought nothing. Lost.');
  });

  it('behavior: a source is asked for another URL twice in a row, and again after progress', () => {
    const expired = new OssError({ code: 'UrlExpired', phase: 'headers', message: 'It has expired.' });
    const refusal = { reason: 'expired' } as const;
    const patience = createPatience({ start: 0, end: 1 }, retry, () => 0);
    const refuse = (broughtBytes: number) =>
      patience.afterFailure({ error: expired, broughtBytes, refusal, isUnderWay: true });
    for (const broughtBytes of [0, 64 * 1024 - 1, 64 * 1024, 0]) {
      expect(refuse(broughtBytes)).toEqual({ type: 'new URL', refusal });
    }
    expect(() => refuse(0)).toThrow('Gave up after 3 tries in a row that brought nothing. It has expired.');
    expect(patience.counted()).toEqual({ failures: 0, stuckSinceMs: undefined });
  });

  it('behavior: what counted before goes on counting', () => {
    vi.spyOn(performance, 'now').mockImplementation(() => 70_000);
    const failed = { error: lost, broughtBytes: 0, refusal: undefined, isUnderWay: true };
    const patience = createPatience({ start: 0, end: 1, failures: 1, stuckSinceMs: 10_000 }, retry, () => 0);
    expect(() => patience.afterFailure(failed)).toThrow('Gave up after 2 tries');
    const patient = createPatience({ start: 0, end: 1, failures: 1, stuckSinceMs: 10_001 }, retry, () => 0);
    expect(patient.afterFailure(failed)).toEqual({ type: 'wait', delayMs: 0 });
  });
});
