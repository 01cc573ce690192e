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
});
