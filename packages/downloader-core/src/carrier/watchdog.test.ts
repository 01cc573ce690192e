import { OssError } from '@ossferry/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWatchdog, type Timeouts } from './watchdog.ts';

const timeouts: Timeouts = { headersMs: 30_000, firstByteMs: 10_000, idleMs: 20_000 };

function setUp(given: Partial<Timeouts> = {}) {
  const outer = new AbortController();
  const watchdog = createWatchdog({ ...timeouts, ...given }, outer.signal, () => 7);
  return { outer, watchdog, reason: () => watchdog.signal.reason as unknown };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createWatchdog', () => {
  it.each([
    ['headersMs', 'HeadersTimeout', 'headers', 'for 30 s'],
    ['firstByteMs', 'FirstByteTimeout', 'body', 'for 10 s'],
    ['idleMs', 'IdleTimeout', 'body', 'for 20 s'],
  ] as const)('default: exceeding %s is %s', (what, code, phase, duration) => {
    const { watchdog, reason } = setUp();
    watchdog.expect(what);
    vi.advanceTimersByTime(timeouts[what] - 1);
    expect(watchdog.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(reason()).toMatchObject({ code, phase, offset: 7, retryable: true });
    expect(reason()).toHaveProperty('message', expect.stringContaining(duration));
    expect(watchdog.explain(new Error('aborted'))).toBe(reason());
  });

  it('behavior: continuous bytes prevent a timeout, with a single timer', () => {
    const { watchdog, reason } = setUp();
    for (let chunk = 0; chunk < 20; chunk += 1) {
      watchdog.expect('idleMs');
      vi.advanceTimersByTime(15_000);
      expect(vi.getTimerCount()).toBe(1);
    }
    expect(watchdog.signal.aborted).toBe(false);
    vi.advanceTimersByTime(5_000);
    expect(reason()).toMatchObject({ code: 'IdleTimeout' });
  });

  it('behavior: the next timeout may be shorter or longer than the previous one', () => {
    const { watchdog, reason } = setUp();
    watchdog.expect('headersMs');
    vi.advanceTimersByTime(1_000);
    watchdog.expect('firstByteMs');
    vi.advanceTimersByTime(9_999);
    watchdog.expect('idleMs');
    vi.advanceTimersByTime(19_999);
    expect(watchdog.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(reason()).toMatchObject({ code: 'IdleTimeout' });
  });

  it('behavior: no timeout while paused', () => {
    const { watchdog, reason } = setUp();
    watchdog.expect('idleMs');
    watchdog.pause();
    vi.advanceTimersByTime(100_000);
    expect([watchdog.signal.aborted, vi.getTimerCount()]).toEqual([false, 0]);
    watchdog.expect('idleMs');
    vi.advanceTimersByTime(20_000);
    expect(reason()).toMatchObject({ code: 'IdleTimeout' });
  });

  it('behavior: after stop, starts no timer and ignores aborts', () => {
    const { watchdog, outer } = setUp();
    watchdog.expect('headersMs');
    watchdog.stop();
    watchdog.expect('idleMs');
    expect(vi.getTimerCount()).toBe(0);
    outer.abort();
    expect(watchdog.signal.aborted).toBe(false);
  });

  it('option: Infinity turns a timeout off', () => {
    const { watchdog } = setUp({ headersMs: Number.POSITIVE_INFINITY });
    watchdog.expect('headersMs');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('behavior: an abort from outside ends the request with its own reason', () => {
    const reason = new Error('enough');
    const early = createWatchdog(timeouts, AbortSignal.abort(reason), () => 0);
    expect(early.signal.reason).toBe(reason);
    const { watchdog, outer } = setUp();
    outer.abort(reason);
    expect(watchdog.signal.reason).toBe(reason);
    expect(watchdog.explain(new Error('aborted'))).toBe(reason);
  });

  it('behavior: explain prefers a refusal to a timeout, and returns other errors unchanged', () => {
    const { watchdog } = setUp();
    const lost = new Error('lost');
    expect(watchdog.explain(lost)).toBe(lost);
    watchdog.expect('firstByteMs');
    vi.advanceTimersByTime(10_000);
    const refusal = new OssError({ code: 'AccessDenied', phase: 'headers', message: 'm', status: 403 });
    expect(watchdog.explain(refusal)).toBe(refusal);
    expect(watchdog.explain(lost)).toMatchObject({ code: 'FirstByteTimeout' });
  });
});
