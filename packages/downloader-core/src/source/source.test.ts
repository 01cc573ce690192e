import { describe, expect, it } from 'vitest';
import { keepSource } from './keep-source.ts';
import { readExpiration } from './read-expiration.ts';
import { createSourceKeeper, type SourceContext } from './source.ts';

describe('readExpiration', () => {
  it.each([
    ['https://h/k?x-oss-date=20260102T030405Z&x-oss-expires=900&x-oss-signature=s', '2026-01-02T03:19:05.000Z'],
    ['https://h/k?Expires=1767323945&OSSAccessKeyId=a&Signature=s', '2026-01-02T03:19:05.000Z'],
    ['https://h/k', undefined],
    ['https://h/k?Expires=1767323945', undefined],
    ['https://h/k?OSSAccessKeyId=a&Signature=s', undefined],
    ['https://h/k?x-oss-expires=900&x-oss-signature=s', undefined],
    ['https://h/k?x-oss-date=20260102T030405ZZ&x-oss-expires=900', undefined],
    ['https://h/k?x-oss-date=020260102T030405Z&x-oss-expires=900', undefined],
    ['https://h/k?x-oss-date=yesterday&x-oss-expires=900', undefined],
    ['https://h/k?x-oss-date=20260102T030405Z', undefined],
    ['https://h/k?x-oss-date=20260102T030405Z&x-oss-expires=9999999999999999', undefined],
    ['https://h/k?x-oss-date=20269902T030405Z&x-oss-expires=900', undefined],
    ['https://h/k?Expires=9999999999999999&OSSAccessKeyId=a&Signature=s', undefined],
  ])('default: %s ends at %s', (url, expected) => {
    expect(readExpiration(url)?.toISOString()).toBe(expected);
  });
});

describe('createSourceKeeper', () => {
  const at = (number: number, endsAtMs: number) => ({ url: `https://h/k?n=${number}`, expiration: new Date(endsAtMs) });

  it('default: returns a fixed URL unchanged, without its fragment', async () => {
    const keeper = createSourceKeeper({ url: 'https://h/a/../k?x=1#top', signedHeaders: { 'X-OSS-A': 'b' } });
    expect(keeper.renewable).toBe(false);
    await expect(keeper.current()).resolves.toMatchObject({ url: 'https://h/a/../k?x=1', headers: { 'x-oss-a': 'b' } });
  });

  it('behavior: calls a function once for all callers, and again shortly before the expiration', async () => {
    let nowMs = 0;
    let made = 0;
    const keeper = createSourceKeeper(
      async () => {
        made += 1;
        return at(made, nowMs + 100_000);
      },
      { now: () => nowMs, renewAheadMs: 10_000 },
    );
    await Promise.all([keeper.current(), keeper.current(), keeper.current()]);
    expect(made).toBe(1);
    nowMs = 89_999;
    await keeper.current();
    expect(made).toBe(1);
    nowMs = 90_001;
    await Promise.all([keeper.current(), keeper.current()]);
    expect(made).toBe(2);
  });

  it('behavior: uses a short-lived URL for most of its lifetime', async () => {
    let nowMs = 0;
    let made = 0;
    const source = async () => {
      made += 1;
      return at(made, nowMs + 20_000);
    };
    const keeper = createSourceKeeper(source, { now: () => nowMs });
    for (nowMs = 0; nowMs <= 16_000; nowMs += 4_000) await keeper.current();
    expect(made).toBe(1);
    nowMs = 16_001;
    await keeper.current();
    expect(made).toBe(2);
  });

  it('behavior: many streams with the same refused URL renew it once', async () => {
    let made = 0;
    const keeper = createSourceKeeper(async () => {
      made += 1;
      return at(made, Number.MAX_SAFE_INTEGER / 10);
    });
    const refused = await keeper.current();
    const renewed = await Promise.all([keeper.renew(refused), keeper.renew(refused)]);
    expect(await keeper.renew(refused)).toEqual(renewed[0]);
    expect(made).toBe(2);
  });

  it('behavior: tells the function why the last URL was refused, and the clock offset', async () => {
    let nowMs = Date.parse('2026-01-02T03:00:00Z');
    const contexts: SourceContext[] = [];
    const keeper = createSourceKeeper(
      async (context) => {
        contexts.push(context);
        return at(contexts.length, nowMs + 2_000_000);
      },
      { now: () => nowMs },
    );
    const refused = await keeper.current();
    await keeper.renew(refused, { reason: 'clock', serverTime: new Date('2026-01-02T03:20:00Z') });
    expect(contexts).toEqual([
      { refused: undefined, clockOffsetMs: undefined },
      { refused: 'clock', clockOffsetMs: 1_200_000 },
    ]);
    nowMs += 790_000; // By the service's clock, it expires in 10 s.
    await keeper.current();
    expect(contexts[2]).toEqual({ refused: undefined, clockOffsetMs: 1_200_000 });
    expect(keeper.renewals()).toBe(2);
  });

  it('behavior: with a local clock that is fast, uses each URL until the service refuses it', async () => {
    let nowMs = 7_200_000; // The URLs are signed with a clock at 0, for 15 minutes.
    let made = 0;
    const keeper = createSourceKeeper(
      async () => {
        made += 1;
        return at(made, made * 900_000);
      },
      { now: () => nowMs },
    );
    const refused = await keeper.current();
    await keeper.current();
    expect(made).toBe(1);
    nowMs += 900_001;
    await keeper.renew(refused, { reason: 'expired', serverTime: new Date(900_001) });
    await keeper.current();
    expect(made).toBe(2);
    nowMs += 890_000; // Now that the service's clock is known, the URL is renewed ahead of time again.
    await keeper.current();
    expect(made).toBe(3);
  });

  it('option: signal is passed to the function, which may be synchronous and return the expiration as text', async () => {
    const { signal } = new AbortController();
    const signals: unknown[] = [];
    const keeper = createSourceKeeper(
      (context) => {
        signals.push(context.signal);
        return { url: 'https://h/k', expiration: '2026-01-02T03:00:00.000Z' };
      },
      { signal, now: () => 0 },
    );
    expect((await keeper.current()).expiration).toEqual(new Date('2026-01-02T03:00:00Z'));
    expect(signals).toEqual([signal]);
  });

  it('behavior: an early renewal may fail while the old URL is valid', async () => {
    let nowMs = 0;
    let made = 0;
    const keeper = createSourceKeeper(
      async () => {
        made += 1;
        if (made > 1) throw new Error('no network');
        return at(1, 100_000);
      },
      { now: () => nowMs },
    );
    const access = await keeper.current();
    nowMs = 90_000;
    await expect(keeper.current()).resolves.toBe(access);
    nowMs = 100_000;
    await expect(keeper.current()).rejects.toMatchObject({ code: 'SourceFailed', retryable: true });
  });

  it('error: calls a failed function again next time', async () => {
    let made = 0;
    const keeper = createSourceKeeper(async () => {
      made += 1;
      if (made === 1) throw new Error('no network');
      return 'https://h/k';
    });
    await expect(keeper.current()).rejects.toMatchObject({
      code: 'SourceFailed',
      retryable: false,
      cause: { message: 'no network' },
    });
    await expect(keeper.current()).resolves.toMatchObject({ url: 'https://h/k' });
  });

  it('error: checks the URL from a function', async () => {
    const keeper = createSourceKeeper(async () => 'oss://bucket/key');
    await expect(keeper.current()).rejects.toMatchObject({ code: 'InvalidUrl' });
  });
});

describe('keepSource', () => {
  it('default: reports renewals, and passes on clock and signal', async () => {
    const { signal } = new AbortController();
    const events: unknown[] = [];
    let nowMs = 0;
    const keeper = keepSource(
      (context) => {
        expect(context.signal).toBe(signal);
        return { url: 'https://h/k', expiration: new Date(nowMs + 100_000) };
      },
      { now: () => nowMs, signal, onEvent: (event) => void events.push(event) },
    );
    await keeper.current();
    expect(events).toEqual([]);
    nowMs = 99_000;
    await keeper.current();
    expect(events).toEqual([{ type: 'renewed', expiration: new Date(199_000) }]);
  });
});
