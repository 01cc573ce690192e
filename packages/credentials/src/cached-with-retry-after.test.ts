import { describe, expect, it } from 'vitest';
import { cachedWithRetryAfter } from './cached-with-retry-after.ts';
import { CredentialsError } from './credentials-error.ts';
import { toSource } from './credentials-source.ts';
import { fakeClock, fakeSource, settle } from './fake-source.test-support.ts';

function errorWith(retryAfterMs: number): CredentialsError {
  return new CredentialsError({ source: 'test', code: 'RequestRefused', message: 'no', retryAfterMs });
}

describe('cachedWithRetryAfter', () => {
  it('behavior: without a pair, the service is not called before retryAfterMs', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const failures: unknown[] = [];
    const provider = cachedWithRetryAfter(toSource(source), {
      now: clock.now,
      onRefreshError: (error) => failures.push(error),
    });
    source.fail = errorWith(60_000);
    for (let call = 0; call < 50; call += 1) {
      await expect(provider({ rejected: call % 2 === 0 })).rejects.toBe(source.fail);
      clock.advance(1000);
    }
    expect(source.requests).toHaveLength(1);
    expect(failures).toEqual([source.fail]);
    source.fail = undefined;
    clock.advance(10_000);
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: retryAfterMs is limited to 10 minutes', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cachedWithRetryAfter(toSource(source), { now: clock.now });
    const error = errorWith(86_400_000);
    source.fail = error;
    await expect(provider()).rejects.toBe(error);
    source.fail = undefined;
    clock.advance(599_999);
    await expect(provider()).rejects.toBe(error);
    clock.advance(1);
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: a clock that is set back ends the wait', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cachedWithRetryAfter(toSource(source), { now: clock.now });
    source.fail = errorWith(60_000);
    await expect(provider()).rejects.toBe(source.fail);
    source.fail = undefined;
    clock.advance(-86_400_000);
    const pairs = await Promise.all([provider(), provider()]);
    expect(pairs.map((pair) => pair?.accessKeyId)).toEqual(['STS.id-2', 'STS.id-2']);
  });

  it('behavior: without retryAfterMs, every call calls the service', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const failures: unknown[] = [];
    const provider = cachedWithRetryAfter(toSource(source), {
      now: clock.now,
      onRefreshError: (e) => failures.push(e),
    });
    source.fail = new Error('down');
    await expect(provider()).rejects.toBe(source.fail);
    await expect(provider()).rejects.toBe(source.fail);
    expect(source.requests).toHaveLength(2);
    expect(failures).toEqual([source.fail, source.fail]);
  });

  it('behavior: a valid pair stays in use during the wait', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cachedWithRetryAfter(toSource(source), { now: clock.now, random: () => 0.5 });
    const first = await provider();
    clock.advance(3_400_000);
    source.fail = errorWith(300_000);
    expect(await provider()).toBe(first);
    await settle();
    clock.advance(199_999);
    expect(await provider()).toBe(first);
    clock.advance(1);
    await expect(provider()).rejects.toBe(source.fail);
    expect(source.requests).toHaveLength(2);
    source.fail = undefined;
    clock.advance(100_000);
    expect((await provider())?.accessKeyId).toBe('STS.id-3');
  });

  it('behavior: a success ends the wait, even if the clock changes later', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 30);
    const provider = cachedWithRetryAfter(toSource(source), { now: clock.now });
    source.fail = errorWith(600_000);
    await expect(provider()).rejects.toBe(source.fail);
    source.fail = undefined;
    clock.advance(-60_000);
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
    clock.advance(120_000);
    expect((await provider())?.accessKeyId).toBe('STS.id-3');
  });
});
