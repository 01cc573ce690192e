import type { RangeResponse } from '@ossferry/downloader-core';
import { describe, expect, it, vi } from 'vitest';
import { createContentRangeResolver } from './content-range-resolver.ts';

const respond = (status: number, headers: Readonly<Record<string, string>>): RangeResponse => ({
  status,
  header: (name) => headers[name] ?? null,
  read: async () => undefined,
  cancel: () => undefined,
});
const refuse = (): Promise<RangeResponse> => Promise.reject(new Error('no request expected'));

it('default: a visible Content-Range is left alone', async () => {
  const shown = respond(206, { 'content-range': 'bytes 0-9/20', 'content-length': '10' });
  expect(await createContentRangeResolver()(shown, { range: 'bytes=0-9' }, refuse)).toBe(shown);
});

it('behavior: the size comes from a single open-ended request', async () => {
  const resolve = createContentRangeResolver();
  const asked: string[] = [];
  const ask = async (range: string) => {
    asked.push(range);
    return respond(206, { 'content-length': '20' });
  };
  const hidden = respond(206, { 'content-length': '10' });
  const first = await resolve(hidden, { range: 'bytes=0-9' }, ask);
  const second = await resolve(hidden, { range: 'bytes=10-19' }, ask);
  expect(first.header('content-range')).toBe('bytes 0-9/20');
  expect(second.header('content-range')).toBe('bytes 10-19/20');
  expect(asked).toEqual(['bytes=0-']);
});

it('behavior: a 200 response gets no Content-Range', async () => {
  const whole = respond(200, { 'content-length': '20' });
  expect(await createContentRangeResolver()(whole, { range: 'bytes=10-19' }, refuse)).toBe(whole);
});

describe('the request for the size', () => {
  const hidden = respond(206, { 'content-length': '10' });
  const whole = respond(206, { 'content-length': '20' });

  it('error: a failed request cancels the first response and is repeated for the next', async () => {
    const resolve = createContentRangeResolver();
    const cancel = vi.fn();
    const failure = new TypeError('broken');
    const broken = resolve({ ...hidden, cancel }, { range: 'bytes=0-9' }, () => Promise.reject(failure));
    await expect(broken).rejects.toBe(failure);
    expect(cancel).toHaveBeenCalledOnce();
    const placed = await resolve(hidden, { range: 'bytes=0-9' }, async () => whole);
    expect(placed.header('content-range')).toBe('bytes 0-9/20');
  });

  it('error: a refused request returns the refusal and is repeated for the next response', async () => {
    const resolve = createContentRangeResolver();
    const cancel = vi.fn();
    const busy = respond(503, { 'retry-after': '1' });
    expect(await resolve({ ...hidden, cancel }, { range: 'bytes=0-9' }, async () => busy)).toBe(busy);
    expect(cancel).toHaveBeenCalledOnce();
    const placed = await resolve(hidden, { range: 'bytes=0-9' }, async () => whole);
    expect(placed.header('content-range')).toBe('bytes 0-9/20');
  });

  it('behavior: a response without a length is requested again', async () => {
    const resolve = createContentRangeResolver();
    await resolve(hidden, { range: 'bytes=0-9' }, async () => respond(206, {}));
    const placed = await resolve(hidden, { range: 'bytes=0-9' }, async () => whole);
    expect(placed.header('content-range')).toBe('bytes 0-9/20');
  });
});
