import type { RangeResponse } from '@ossferry/downloader-core';
import { describe, expect, it, vi } from 'vitest';
import { createContentRangeResolver } from './content-range-resolver.ts';

const answer = (status: number, headers: Readonly<Record<string, string>>): RangeResponse => ({
  status,
  header: (name) => headers[name] ?? null,
  read: async () => undefined,
  cancel: () => undefined,
});
const noQuestion = (): Promise<RangeResponse> => Promise.reject(new Error('nothing is to be asked'));

it('default: an answer that shows its place is left alone', async () => {
  const shown = answer(206, { 'content-range': 'bytes 0-9/20', 'content-length': '10' });
  expect(await createContentRangeResolver()(shown, { range: 'bytes=0-9' }, noQuestion)).toBe(shown);
});

it('behavior: the size comes from one answer that goes on to the end, asked for once', async () => {
  const place = createContentRangeResolver();
  const asked: string[] = [];
  const ask = async (range: string) => {
    asked.push(range);
    return answer(206, { 'content-length': '20' });
  };
  const hidden = answer(206, { 'content-length': '10' });
  const first = await place(hidden, { range: 'bytes=0-9' }, ask);
  const second = await place(hidden, { range: 'bytes=10-19' }, ask);
  expect(first.header('content-range')).toBe('bytes 0-9/20');
  expect(second.header('content-range')).toBe('bytes 10-19/20');
  expect(asked).toEqual(['bytes=0-']);
});

it('behavior: the whole object in answer to a range is not given a place', async () => {
  const whole = answer(200, { 'content-length': '20' });
  expect(await createContentRangeResolver()(whole, { range: 'bytes=10-19' }, noQuestion)).toBe(whole);
});

describe('the request for the size', () => {
  const hidden = answer(206, { 'content-length': '10' });
  const whole = answer(206, { 'content-length': '20' });

  it('error: one that fails is sent again with the next answer, and lets go of the first', async () => {
    const place = createContentRangeResolver();
    const cancel = vi.fn();
    const broken = place({ ...hidden, cancel }, { range: 'bytes=0-9' }, () => Promise.reject(new TypeError('broken')));
    await expect(broken).rejects.toThrow('broken');
    expect(cancel).toHaveBeenCalledOnce();
    const placed = await place(hidden, { range: 'bytes=0-9' }, async () => whole);
    expect(placed.header('content-range')).toBe('bytes 0-9/20');
  });

  it('error: one that is refused gives its refusal, and is sent again', async () => {
    const place = createContentRangeResolver();
    const cancel = vi.fn();
    const busy = answer(503, { 'retry-after': '1' });
    expect(await place({ ...hidden, cancel }, { range: 'bytes=0-9' }, async () => busy)).toBe(busy);
    expect(cancel).toHaveBeenCalledOnce();
    const placed = await place(hidden, { range: 'bytes=0-9' }, async () => whole);
    expect(placed.header('content-range')).toBe('bytes 0-9/20');
  });

  it('behavior: one whose answer has no length is sent again', async () => {
    const place = createContentRangeResolver();
    await place(hidden, { range: 'bytes=0-9' }, async () => answer(206, {}));
    const placed = await place(hidden, { range: 'bytes=0-9' }, async () => whole);
    expect(placed.header('content-range')).toBe('bytes 0-9/20');
  });
});
