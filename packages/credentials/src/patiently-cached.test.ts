import { describe, expect, it } from 'vitest';
import { CredentialsError } from './credentials-error.ts';
import { toSource } from './credentials-source.ts';
import { fakeClock, fakeSource, settle } from './fake-source.test-support.ts';
import { patientlyCached } from './patiently-cached.ts';

function comeBack(retryAfterMs: number): CredentialsError {
  return new CredentialsError({ source: 'test', code: 'RequestRefused', message: 'no', retryAfterMs });
}

describe('patientlyCached', () => {
  it('behavior: the service says when to come back, and nothing is held: nobody asks before', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const failures: unknown[] = [];
    const provider = patientlyCached(toSource(source), {
      now: clock.now,
      onRefreshError: (error) => failures.push(error),
    });
    source.fail = comeBack(60_000);
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

  it('behavior: the service says to come back tomorrow: 10 minutes later it is asked', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = patientlyCached(toSource(source), { now: clock.now });
    source.fail = comeBack(86_400_000);
    await expect(provider()).rejects.toThrow('no');
    source.fail = undefined;
    clock.advance(599_999);
    await expect(provider()).rejects.toThrow('no');
    clock.advance(1);
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
  });

  it('behavior: a clock that is set back ends the wait that the service asked for', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = patientlyCached(toSource(source), { now: clock.now });
    source.fail = comeBack(60_000);
    await expect(provider()).rejects.toThrow('no');
    source.fail = undefined;
    clock.advance(-86_400_000);
    const pairs = await Promise.all([provider(), provider()]);
    expect(pairs.map((pair) => pair?.accessKeyId)).toEqual(['STS.id-2', 'STS.id-2']);
  });

  it('behavior: a failure that does not say when to come back is not thrown again', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const failures: unknown[] = [];
    const provider = patientlyCached(toSource(source), { now: clock.now, onRefreshError: (e) => failures.push(e) });
    source.fail = new Error('down');
    await expect(provider()).rejects.toThrow('down');
    await expect(provider()).rejects.toThrow('down');
    expect(source.requests).toHaveLength(2);
    expect(failures).toEqual([source.fail, source.fail]);
  });

  it('behavior: a good pair stays in use while the service wants nobody to ask', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 3600);
    const provider = patientlyCached(toSource(source), { now: clock.now, random: () => 0.5 });
    const first = await provider();
    clock.advance(3_400_000);
    source.fail = comeBack(300_000);
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

  it('behavior: a success ends the wait for good, wherever the clock goes', async () => {
    const clock = fakeClock();
    const source = fakeSource(clock, 30);
    const provider = patientlyCached(toSource(source), { now: clock.now });
    source.fail = comeBack(600_000);
    await expect(provider()).rejects.toThrow('no');
    source.fail = undefined;
    clock.advance(-60_000);
    expect((await provider())?.accessKeyId).toBe('STS.id-2');
    clock.advance(120_000);
    expect((await provider())?.accessKeyId).toBe('STS.id-3');
  });
});
