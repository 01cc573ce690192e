import { execFileSync } from 'node:child_process';
import type { Credentials } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { cached } from './cached.ts';
import { CredentialsError } from './credentials-error.ts';
import { fakeClock, fakeSource, settle } from './fake-source.test-support.ts';

/** No jitter. */
const steady = () => 0.5;

describe('cached', () => {
  it('default: reuses the pair until its refresh window starts', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now, random: steady });
    const first = await provider();
    clock.advance(3_299_000);
    expect(await provider()).toBe(first);
    expect(source.requests).toHaveLength(1);
  });

  it('behavior: a thousand concurrent callers share one fetch', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    const pairs = await Promise.all(Array.from({ length: 1000 }, () => provider()));
    expect(source.requests).toHaveLength(1);
    expect(new Set(pairs).size).toBe(1);
  });

  it.each([
    [900, 180],
    [600, 120],
  ])('behavior: a pair with a lifetime of %d s is fetched at most every %d s', async (lifetime, window) => {
    const clock = fakeClock();
    const source = fakeSource(clock, lifetime);
    const provider = cached(source, { now: clock.now, random: steady });
    const hourSeconds = 3600;
    for (let second = 0; second < hourSeconds; second += 1) {
      // The most demanding caller: every second, it requests a longer lifetime than the source provides.
      await provider({ minLifetimeSeconds: second % 2 === 0 ? undefined : 3600 });
      await settle();
      clock.advance(1000);
    }
    expect(source.requests.length).toBeLessThanOrEqual(hourSeconds / window + 1);
    expect(source.requests.length).toBeGreaterThan(1);
  });

  it('behavior: without minLifetimeSeconds, a pair with a lifetime of 900 s is fetched every 720 s', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 900);
    const provider = cached(source, { now: clock.now, random: steady });
    for (let second = 0; second < 7200; second += 1) {
      await provider();
      await settle();
      clock.advance(1000);
    }
    expect(source.requests).toHaveLength(10);
  });

  it('behavior: an aborted caller stops waiting for a fetch that hangs', async () => {
    const stop = new AbortController();
    const provider = cached(() => new Promise(() => undefined));
    const waiting = provider({ signal: stop.signal });
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('behavior: a background refresh returns the old pair immediately', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now, random: steady });
    const first = await provider();
    clock.advance(3_301_000);
    expect(await provider()).toBe(first);
    expect(source.requests).toHaveLength(2);
    await settle();
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: a failed refresh keeps the old pair and backs off; a success resets the back-off', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const failures: unknown[] = [];
    const provider = cached(source, {
      now: clock.now,
      random: () => 0.999_999,
      onRefreshError: (error) => failures.push(error),
    });
    const first = await provider();
    clock.advance(3_330_000);
    source.fail = new Error('down');
    const attempts: number[] = [];
    for (let second = 0; second < 140; second += 1) {
      const before = source.requests.length;
      expect(await provider()).toBe(first);
      await settle();
      if (source.requests.length > before) attempts.push(second);
      clock.advance(1000);
    }
    // Delays of 1, 2, 4, 8, 16, 32, then at most 60 seconds.
    expect(attempts).toEqual([0, 1, 3, 7, 15, 31, 63, 123]);
    expect(failures).toEqual(Array(8).fill(source.fail));
    source.fail = undefined;
    clock.advance(60_000);
    await provider();
    await settle();
    expect((await provider())?.accessKeyId).toBe('STS.id-10');
    clock.advance(3_330_000);
    source.fail = new Error('down again');
    await provider();
    await settle();
    clock.advance(1000);
    await provider();
    expect(source.requests).toHaveLength(12);
  });

  it("behavior: a refresh waits for the error's retryAfterMs", async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now, random: () => 0 });
    await provider();
    clock.advance(3_400_000);
    source.fail = new CredentialsError({ source: 'test', code: 'RequestRefused', message: 'no', retryAfterMs: 45_000 });
    await provider();
    await settle();
    clock.advance(44_000);
    await provider();
    expect(source.requests).toHaveLength(2);
    clock.advance(1000);
    await provider();
    expect(source.requests).toHaveLength(3);
    await settle();
  });

  it('error: an expired pair is never returned; the next call tries again', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 900);
    const provider = cached(source, { now: clock.now });
    await provider();
    clock.advance(900_000);
    source.fail = new Error('down');
    await expect(provider()).rejects.toBe(source.fail);
    await expect(provider()).rejects.toBe(source.fail);
    expect(source.requests).toHaveLength(3);
    source.fail = undefined;
    expect((await provider())?.accessKeyId).toBe('STS.id-4');
  });

  it('error: a source that returns an expired pair', async () => {
    const clock = fakeClock();
    const provider = cached(fakeSource(clock, 0), { now: clock.now });
    await expect(provider()).rejects.toMatchObject({ code: 'CredentialsExpired' });
  });

  it('error: an expiration that is not a valid date', async () => {
    const pair = { accessKeyId: 'id', accessKeySecret: 'secret', expiration: new Date('soon') };
    await expect(cached(async () => pair)()).rejects.toMatchObject({
      code: 'InvalidCredentials',
      message: expect.stringContaining('expiration is missing or invalid'),
    });
  });

  it('error: a rejection is not cached', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 900);
    source.fail = new Error('not yet');
    const provider = cached(source, { now: clock.now });
    const both = await Promise.allSettled([provider(), provider()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(source.requests).toHaveLength(1);
    source.fail = undefined;
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('error: a source that throws synchronously', async () => {
    let failure: Error | undefined = new Error('synchronous');
    const thrower = (): Credentials => {
      if (failure !== undefined) throw failure;
      return { accessKeyId: 'id', accessKeySecret: 'secret' };
    };
    const provider = cached(Object.assign(thrower, { source: 'thrower' }));
    await expect(provider()).rejects.toBe(failure);
    failure = undefined;
    expect(await provider()).toMatchObject({ accessKeyId: 'id' });
  });

  it('behavior: a source that returns the same pair again is called rarely', async () => {
    const clock = fakeClock();
    const expiration = new Date(clock.now() + 3_600_000);
    let calls = 0;
    const source = async (): Promise<Credentials> => {
      calls += 1;
      return { accessKeyId: 'id', accessKeySecret: 'secret', expiration };
    };
    const provider = cached(source, { now: clock.now, random: steady });
    for (let second = 0; second < 3600; second += 1) {
      expect(await provider()).toMatchObject({ accessKeyId: 'id' });
      await settle();
      clock.advance(1000);
    }
    expect(calls).toBeLessThanOrEqual(1 + 300 / 30);
    expect(calls).toBeGreaterThan(2);
  });

  it('behavior: rejected causes a shared refresh, at most every 30 seconds', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    await provider();
    clock.advance(30_000);
    const pairs = await Promise.all(Array.from({ length: 100 }, () => provider({ rejected: true })));
    expect(source.requests).toHaveLength(2);
    expect(source.requests[1]).toMatchObject({ rejected: true });
    expect(new Set(pairs.map((pair) => pair?.accessKeyId))).toEqual(new Set(['STS.id-2']));
    clock.advance(29_000);
    await provider({ rejected: true });
    expect(source.requests).toHaveLength(2);
    clock.advance(1000);
    await provider({ rejected: true });
    expect(source.requests).toHaveLength(3);
  });

  it('behavior: rejected replaces the pair even if the new one has the same ID', async () => {
    const clock = fakeClock();
    const expiration = new Date(clock.now() + 3_600_000);
    let accessKeySecret = 'wrong';
    const provider = cached(() => ({ accessKeyId: 'id', accessKeySecret, expiration }), { now: clock.now });
    await provider();
    accessKeySecret = 'right';
    clock.advance(30_000);
    expect((await provider({ rejected: true }))?.accessKeySecret).toBe('right');
  });

  it('error: rejected with a failed refresh throws, and other callers keep the pair', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    const first = await provider();
    clock.advance(30_000);
    source.fail = new Error('down');
    await expect(provider({ rejected: true })).rejects.toBe(source.fail);
    expect(await provider()).toBe(first);
  });

  it('behavior: minLifetimeSeconds causes one early fetch if the source can provide that lifetime', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    await provider();
    clock.advance(1_000_000);
    const pairs = await Promise.all([1, 2, 3].map(() => provider({ minLifetimeSeconds: 3000 })));
    expect(source.requests).toHaveLength(2);
    expect(pairs.map((pair) => pair?.accessKeyId)).toEqual(['STS.id-2', 'STS.id-2', 'STS.id-2']);
    clock.advance(700_000);
    source.fail = new Error('down');
    expect((await provider({ minLifetimeSeconds: 3000 }))?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: an abort affects only its own caller', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 900);
    const provider = cached(source, { now: clock.now });
    const controller = new AbortController();
    const reason = new Error('enough');
    const aborted = provider({ signal: controller.signal });
    const other = provider();
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    expect((await other)?.accessKeyId).toBe('STS.id-1');
    expect(source.requests).toEqual([{ signal: undefined }]);
  });

  it('behavior: an abort during a fetch for minLifetimeSeconds rejects', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    await provider();
    clock.advance(1_000_000);
    const controller = new AbortController();
    const reason = new Error('enough');
    const aborted = provider({ minLifetimeSeconds: 3000, signal: controller.signal });
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: a signal that is already aborted starts no fetch', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 900);
    const provider = cached(source, { now: clock.now });
    const reason = new Error('over');
    await expect(provider({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(source.requests).toHaveLength(0);
  });

  it('behavior: a signal that is already aborted rejects even if a pair is cached', async () => {
    const provider = cached(() => null);
    await provider();
    const reason = new Error('over');
    await expect(provider({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('behavior: a clock that is set forward, or a suspended machine, causes a fetch', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    await provider();
    clock.advance(86_400_000);
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: a clock that is set back causes a background fetch, even during a back-off', async () => {
    const server = fakeClock();
    const local = fakeClock();
    const source = fakeSource(server, 3600);
    const provider = cached(source, { now: local.now, random: () => 0.999 });
    await provider();
    server.advance(3_400_000);
    local.advance(3_400_000);
    source.fail = new Error('down');
    await provider();
    await settle();
    source.fail = undefined;
    local.advance(-86_400_000);
    await provider();
    await settle();
    expect((await provider())?.accessKeyId).toBe('STS.id-3');
    expect(source.requests).toHaveLength(3);
  });

  it('behavior: no timers, and no unhandled rejections', () => {
    const program = `
      import { cached } from ${JSON.stringify(new URL('./cached.ts', import.meta.url).href)};
      process.on('unhandledRejection', () => { console.log('unhandled'); });
      let time = 0;
      let fetches = 0;
      const provider = cached(async () => {
        if (fetches++ > 0) throw new Error('down');
        return { accessKeyId: 'id', accessKeySecret: 'secret', expiration: new Date(time + 3600_000) };
      }, { now: () => time });
      await provider();
      time += 3400_000;
      await provider();
      console.log(fetches, process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length);
    `;
    const output = execFileSync(
      process.execPath,
      ['--conditions=@ossferry/source', '--input-type=module', '-e', program],
      { encoding: 'utf8' },
    );
    expect(output).toBe('2 0\n');
  });

  it('behavior: the start of the refresh window has a jitter of 10 %', async () => {
    const startOf = async (randomValue: number): Promise<number> => {
      const clock = fakeClock();
      const source = fakeSource(clock, 3600);
      const provider = cached(source, { now: clock.now, random: () => randomValue });
      await provider();
      clock.advance(3_200_000);
      for (let second = 3200; ; second += 1) {
        await provider();
        if (source.requests.length === 2) return second;
        clock.advance(1000);
      }
    };
    expect(await startOf(0)).toBe(3600 - 270);
    expect(await startOf(0.5)).toBe(3600 - 300);
    expect(await startOf(0.999_999)).toBe(3600 - 329);
  });

  it("behavior: later changes to the source's object have no effect", async () => {
    const shared = { accessKeyId: 'id', accessKeySecret: 'secret', expiration: new Date(Date.now() + 3_600_000) };
    const provider = cached(async () => shared);
    const first = await provider();
    shared.accessKeySecret = 'changed';
    shared.expiration.setTime(0);
    first?.expiration?.setTime(0);
    expect(await provider()).toBe(first);
    expect(first?.accessKeySecret).toBe('secret');
    expect(first?.expiration?.getTime()).toBeGreaterThan(Date.now());
    expect(Object.isFrozen(first)).toBe(true);
  });

  it('behavior: a pair without expiration is fetched again after 5 minutes', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, undefined);
    const provider = cached(source, { now: clock.now, random: steady });
    await provider();
    clock.advance(299_999);
    await provider();
    expect(source.requests).toHaveLength(1);
    clock.advance(1);
    expect((await provider())?.accessKeyId).toBe('STS.id-1');
    await settle();
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it.each([
    ['a pair without expiration', { accessKeyId: 'old', accessKeySecret: 'secret' }],
    ['anonymous access', null],
    ['a pair that expires later', { accessKeyId: 'old', accessKeySecret: 'secret', expiration: new Date(7_200_000) }],
  ])('behavior: %s is replaced by another pair', async (_, first) => {
    let nowMs = 0;
    const next = { accessKeyId: 'new', accessKeySecret: 'secret', expiration: new Date(7_100_000) };
    let calls = 0;
    const source = async () => {
      calls += 1;
      return calls === 1 ? first : next;
    };
    const provider = cached(source, { now: () => nowMs, random: steady });
    expect((await provider())?.accessKeyId).toBe(first?.accessKeyId);
    nowMs = 7_000_000;
    await provider();
    await settle();
    expect((await provider())?.accessKeyId).toBe('new');
  });

  it('behavior: anonymous access is cached, too', async () => {
    let calls = 0;
    const provider = cached(() => {
      calls += 1;
      return null;
    });
    expect([await provider(), await provider()]).toEqual([null, null]);
    expect(calls).toBe(1);
  });

  it('behavior: a cached source is returned unchanged', () => {
    const once = cached(() => null);
    expect(cached(once)).toBe(once);
  });
});
