import { describe, expect, it } from 'vitest';
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
    const nowMs = Date.parse('2026-01-02T03:00:00Z');
    const contexts: SourceContext[] = [];
    const keeper = createSourceKeeper(
      async (context) => {
        contexts.push(context);
        return at(contexts.length, nowMs + 1_000_000);
      },
      { now: () => nowMs },
    );
    const refused = await keeper.current();
    await keeper.renew(refused, { reason: 'clock', serverTime: new Date('2026-01-02T03:20:00Z') });
    expect(contexts).toEqual([
      { refused: undefined, clockOffsetMs: undefined },
      { refused: 'clock', clockOffsetMs: 1_200_000 },
    ]);
    // By the service's clock, it has already expired.
    await keeper.current();
    expect(contexts[2]).toEqual({ refused: undefined, clockOffsetMs: 1_200_000 });
    expect(keeper.renewals()).toBe(2);
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

  it('behavior: accepts an expiration as text; an invalid one is read from the URL', async () => {
    const ends = async (expiration: unknown) => {
      const source = { url: 'https://h/k?Expires=1767323945&Signature=s', expiration: expiration as Date };
      return (await createSourceKeeper(async () => source).current()).expiration?.toISOString();
    };
    expect(await ends('2030-01-02T03:04:05.000Z')).toBe('2030-01-02T03:04:05.000Z');
    expect(await ends(1_893_553_445_000)).toBe('2030-01-02T03:04:05.000Z');
    expect(await ends('tomorrow')).toBe('2026-01-02T03:19:05.000Z');
    expect(await ends(null)).toBe('2026-01-02T03:19:05.000Z');
  });

  it('error: calls a failed function again next time', async () => {
    let made = 0;
    const keeper = createSourceKeeper(async () => {
      made += 1;
      if (made === 1) throw new Error('no network');
      return 'https://h/k';
    });
    await expect(keeper.current()).rejects.toMatchObject({ code: 'SourceFailed', retryable: false });
    await expect(keeper.current()).resolves.toMatchObject({ url: 'https://h/k' });
  });

  it('error: checks the URL from a function', async () => {
    const keeper = createSourceKeeper(async () => 'oss://bucket/key');
    await expect(keeper.current()).rejects.toMatchObject({ code: 'InvalidUrl' });
  });

  it('error: quotes a malformed URL without its secrets', () => {
    expect(() => createSourceKeeper('htp://h/k?x-oss-signature=canary')).toThrow(
      expect.objectContaining({ code: 'InvalidUrl', message: expect.not.stringContaining('canary') }),
    );
  });

  it.each([
    ['https://h/中文.bin', 'https://h/%E4%B8%AD%E6%96%87.bin'],
    ['https://h/a\u010d\u010ax:\u0120y?n=é', 'https://h/a%C4%8D%C4%8Ax:%C4%A0y?n=%C3%A9'],
    ['https://h?n=\u0001#é', 'https://h?n=%01'],
  ])('behavior: encodes non-ASCII characters as the signer did: %j', async (url, expected) => {
    expect((await createSourceKeeper(url).current()).url).toBe(expected);
  });

  it.each([
    'https://münchen.example/k',
    'https:///k',
    'https://h/\ud800',
    'https://h/a b',
    'https://h:99999/k',
    'https://h\\@other/k',
    'https://h/a\r\nb',
    undefined as never,
  ])('error: InvalidUrl for %j', (url) => {
    expect(() => createSourceKeeper(url)).toThrow(expect.objectContaining({ code: 'InvalidUrl' }));
  });

  it.each([
    { 'x-oss-a': 'b\r\nx: y' },
    { 'x-oss-a': '\u010d\u010a' },
    { 'x oss': 'b' },
    { 'x:y': 'b' },
    { 'Transfer-Encoding': 'chunked' },
    { 'content-length': '5' },
  ])('error: InvalidHeader for %j', (signedHeaders) => {
    expect(() => createSourceKeeper({ url: 'https://h/k', signedHeaders })).toThrow(
      expect.objectContaining({ code: 'InvalidHeader', phase: 'config' }),
    );
  });
});
