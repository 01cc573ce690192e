import { OssError } from '@ossferry/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRetryBudget } from './retry-budget.ts';

const lost = new OssError({ code: 'ConnectionLost', phase: 'body', message: 'Lost.', retryable: true });
const retry = { maxFailures: 2, maxOutageMs: 60_000, baseDelayMs: 0, maxDelayMs: 0 };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('createRetryBudget', () => {
  it('behavior: progress resets the budget', () => {
    let nowMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const budget = createRetryBudget({ start: 0, end: 1 }, retry, () => 0);
    const fail = (receivedBytes: number) =>
      budget.afterFailure({ error: lost, receivedBytes, refusal: undefined, hasHostResponded: true });
    for (nowMs = 0; nowMs < 60_000; nowMs += 20_000) fail(0);
    expect(budget.spent()).toEqual({ failures: 3, stuckSinceMs: 0 });
    fail(64 * 1024);
    expect(budget.spent()).toEqual({ failures: 0, stuckSinceMs: 60_000 });
    for (; nowMs < 120_000; nowMs += 20_000) fail(0);
    const message = 'Gave up after 4 consecutive failures. Lost.';
    expect(() => fail(0)).toThrow(expect.objectContaining({ message, retryable: false, cause: lost }));
  });

  it('error: an error that a retry does not help is final, unless it is an unknown name of a host that has responded', () => {
    const failWith = (error: OssError, hasHostResponded: boolean) => () =>
      createRetryBudget({ start: 0, end: 1 }, retry, () => 0).afterFailure({
        error,
        receivedBytes: 0,
        refusal: undefined,
        hasHostResponded,
      });
    const denied = new OssError({ code: 'AccessDenied', phase: 'headers', message: 'No.' });
    expect(failWith(denied, true)).toThrow(denied);
    const unknown = new OssError({ code: 'HostNotFound', phase: 'connect', message: 'No such host.' });
    expect(failWith(unknown, false)).toThrow(unknown);
    expect(failWith(unknown, true)()).toEqual({ type: 'wait', delayMs: 0 });
  });

  it('error: after a single failure, the message is that of the failure', () => {
    const once = createRetryBudget({ start: 0, end: 1 }, { ...retry, maxFailures: 1 }, () => 0);
    const failed = { error: lost, receivedBytes: 0, refusal: undefined, hasHostResponded: false };
    expect(() => once.afterFailure(failed)).toThrow(expect.objectContaining({ message: 'Lost.' }));
  });

  it('behavior: renews the URL at most twice in a row, and again after progress', () => {
    const expired = new OssError({ code: 'UrlExpired', phase: 'headers', message: 'It has expired.' });
    const refusal = { reason: 'expired' } as const;
    const budget = createRetryBudget({ start: 0, end: 1 }, retry, () => 0);
    const refuse = (receivedBytes: number) =>
      budget.afterFailure({ error: expired, receivedBytes, refusal, hasHostResponded: true });
    for (const receivedBytes of [0, 64 * 1024 - 1, 64 * 1024, 0]) {
      expect(refuse(receivedBytes)).toEqual({ type: 'renew', refusal });
    }
    expect(() => refuse(0)).toThrow('Gave up after 3 consecutive failures. It has expired.');
    expect(budget.spent()).toEqual({ failures: 0, stuckSinceMs: undefined });
  });

  it('behavior: continues with earlier failures', () => {
    vi.spyOn(performance, 'now').mockImplementation(() => 70_000);
    const failed = { error: lost, receivedBytes: 0, refusal: undefined, hasHostResponded: true };
    const budget = createRetryBudget({ start: 0, end: 1, failures: 1, stuckSinceMs: 10_000 }, retry, () => 0);
    expect(() => budget.afterFailure(failed)).toThrow('Gave up after 2 consecutive failures');
    const other = createRetryBudget({ start: 0, end: 1, failures: 1, stuckSinceMs: 10_001 }, retry, () => 0);
    expect(other.afterFailure(failed)).toEqual({ type: 'wait', delayMs: 0 });
  });
});
