import { execFileSync } from 'node:child_process';
import type { Credentials } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { cached } from './cached.ts';
import { CredentialsError } from './credentials-error.ts';
import { fakeClock, fakeSource, settle } from './fake-source.test-support.ts';

const steady = () => 0.5;

describe('cached', () => {
  it('default: keeps the pair until its window begins', async () => {
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
  ])('behavior: a token of %d s is fetched at most once a window of %d s', async (lifetime, window) => {
    const clock = fakeClock();
    const source = fakeSource(clock, lifetime);
    const provider = cached(source, { now: clock.now, random: steady });
    const hourSeconds = 3600;
    for (let second = 0; second < hourSeconds; second += 1) {
      // The hardest caller: it asks every second, for more than any pair of this source lives.
      await provider({ minLifetimeSeconds: second % 2 === 0 ? undefined : 3600 });
      await settle();
      clock.advance(1000);
    }
    expect(source.requests.length).toBeLessThanOrEqual(hourSeconds / window + 1);
    expect(source.requests.length).toBeGreaterThan(1);
  });

  it('behavior: without a wish for a longer life, a token of 900 s is fetched once in 720 s', async () => {
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

  it('behavior: whoever gives up waits no longer for a fetch that never ends', async () => {
    const stop = new AbortController();
    const provider = cached(() => new Promise(() => undefined));
    const waiting = provider({ signal: stop.signal });
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('behavior: a refresh in the background gives the old pair at once', async () => {
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

  it('behavior: a failed refresh keeps the old pair and backs off; success ends the back-off', async () => {
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
    // 1, 2, 4, 8, 16, 32, then 60 seconds at most.
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

  it('behavior: the service says when to come back', async () => {
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

  it('error: an ended pair is never given out; the next call tries again', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 900);
    const provider = cached(source, { now: clock.now });
    await provider();
    clock.advance(900_000);
    source.fail = new Error('down');
    await expect(provider()).rejects.toThrow('down');
    await expect(provider()).rejects.toThrow('down');
    expect(source.requests).toHaveLength(3);
    source.fail = undefined;
    expect((await provider())?.accessKeyId).toBe('STS.id-4');
  });

  it('error: a source that gives an ended pair', async () => {
    const clock = fakeClock();
    const provider = cached(fakeSource(clock, 0), { now: clock.now });
    await expect(provider()).rejects.toMatchObject({ code: 'CredentialsExpired' });
  });

  it('error: an expiration that is no date is named as such', async () => {
    const pair = { accessKeyId: 'id', accessKeySecret: 'secret', expiration: new Date('soon') };
    await expect(cached(async () => pair)()).rejects.toMatchObject({
      code: 'InvalidCredentials',
      message: expect.stringContaining('expiration is missing or invalid'),
    });
  });

  it('error: a rejection is not kept', async () => {
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

  it('error: a source that throws before it waits', async () => {
    let isMended = false;
    const thrower = (): Credentials => {
      if (!isMended) throw new Error('at once');
      return { accessKeyId: 'id', accessKeySecret: 'secret' };
    };
    const provider = cached(Object.assign(thrower, { source: 'thrower' }));
    await expect(provider()).rejects.toThrow('at once');
    isMended = true;
    expect(await provider()).toMatchObject({ accessKeyId: 'id' });
  });

  it('behavior: the same pair again is no storm', async () => {
    const clock = fakeClock();
    const expiration = new Date(clock.now() + 3_600_000);
    let asked = 0;
    const source = async (): Promise<Credentials> => {
      asked += 1;
      return { accessKeyId: 'id', accessKeySecret: 'secret', expiration };
    };
    const provider = cached(source, { now: clock.now, random: steady });
    for (let second = 0; second < 3600; second += 1) {
      expect(await provider()).toMatchObject({ accessKeyId: 'id' });
      await settle();
      clock.advance(1000);
    }
    expect(asked).toBeLessThanOrEqual(1 + 300 / 30);
    expect(asked).toBeGreaterThan(2);
  });

  it('behavior: a refresh after a refusal is shared, and at most one in 30 seconds', async () => {
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

  it('behavior: after a refusal, the same pair is taken anew', async () => {
    const clock = fakeClock();
    const expiration = new Date(clock.now() + 3_600_000);
    let accessKeySecret = 'torn';
    const provider = cached(() => ({ accessKeyId: 'id', accessKeySecret, expiration }), { now: clock.now });
    await provider();
    accessKeySecret = 'whole';
    clock.advance(30_000);
    expect((await provider({ rejected: true }))?.accessKeySecret).toBe('whole');
  });

  it('error: a failed refresh after a refusal says why, and leaves the pair to the others', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    const first = await provider();
    clock.advance(30_000);
    source.fail = new Error('down');
    await expect(provider({ rejected: true })).rejects.toThrow('down');
    expect(await provider()).toBe(first);
  });

  it('behavior: a longer life is fetched early, once, when the source can give it', async () => {
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

  it('behavior: the abort of one caller leaves the others alone', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 900);
    const provider = cached(source, { now: clock.now });
    const controller = new AbortController();
    const impatient = provider({ signal: controller.signal });
    const patient = provider();
    controller.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    expect((await patient)?.accessKeyId).toBe('STS.id-1');
    expect(source.requests).toEqual([{ signal: undefined }]);
  });

  it('behavior: whoever aborts while a longer life is fetched gets no pair', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    await provider();
    clock.advance(1_000_000);
    const controller = new AbortController();
    const impatient = provider({ minLifetimeSeconds: 3000, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: whoever has aborted already starts no fetch', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 900);
    const provider = cached(source, { now: clock.now });
    await expect(provider({ signal: AbortSignal.abort(new Error('over')) })).rejects.toThrow('over');
    expect(source.requests).toHaveLength(0);
  });

  it('behavior: whoever has aborted already gets no pair, though one is held', async () => {
    const provider = cached(() => null);
    await provider();
    await expect(provider({ signal: AbortSignal.abort(new Error('over')) })).rejects.toThrow('over');
  });

  it('behavior: a clock that jumps ahead, or a machine that slept, makes a new fetch', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = cached(source, { now: clock.now });
    await provider();
    clock.advance(86_400_000);
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: a clock that is set back makes a new fetch in the background, back-off or not', async () => {
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

  it('behavior: nothing keeps the process alive, and no rejection is left alone', () => {
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

  it('behavior: the window begins up to a tenth earlier or later', async () => {
    const beginsAt = async (drawn: number): Promise<number> => {
      const clock = fakeClock();
      const source = fakeSource(clock, 3600);
      const provider = cached(source, { now: clock.now, random: () => drawn });
      await provider();
      clock.advance(3_200_000);
      for (let second = 3200; ; second += 1) {
        await provider();
        if (source.requests.length === 2) return second;
        clock.advance(1000);
      }
    };
    expect(await beginsAt(0)).toBe(3600 - 270);
    expect(await beginsAt(0.5)).toBe(3600 - 300);
    expect(await beginsAt(0.999_999)).toBe(3600 - 329);
  });

  it('behavior: a shared object that changes later poisons nothing', async () => {
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

  it('behavior: a pair without an end is fetched again after 5 minutes', async () => {
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
    ['a pair without an end', { accessKeyId: 'old', accessKeySecret: 'secret' }],
    ['anonymous access', null],
    ['a pair that ends later', { accessKeyId: 'old', accessKeySecret: 'secret', expiration: new Date(7_200_000) }],
  ])('behavior: %s is given up for another pair, whenever that one ends', async (_, first) => {
    let nowMs = 0;
    const next = { accessKeyId: 'new', accessKeySecret: 'secret', expiration: new Date(7_100_000) };
    let asked = 0;
    const answer = async () => {
      asked += 1;
      return asked === 1 ? first : next;
    };
    const provider = cached(answer, { now: () => nowMs, random: steady });
    expect((await provider())?.accessKeyId).toBe(first?.accessKeyId);
    nowMs = 7_000_000;
    await provider();
    await settle();
    expect((await provider())?.accessKeyId).toBe('new');
  });

  it('behavior: anonymous is kept too', async () => {
    let asked = 0;
    const provider = cached(() => {
      asked += 1;
      return null;
    });
    expect([await provider(), await provider()]).toEqual([null, null]);
    expect(asked).toBe(1);
  });

  it('behavior: caching twice is caching once', () => {
    const once = cached(() => null);
    expect(cached(once)).toBe(once);
  });
});
