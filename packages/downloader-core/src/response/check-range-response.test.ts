import { describe, expect, it } from 'vitest';
import type { RangeOrder, RangeResponse } from '../ports.ts';
import { checkRangeResponse } from './check-range-response.ts';
import { pinOf } from './pin.ts';
import { rangeHeaders } from './range-headers.ts';

const order: RangeOrder = { url: 'https://host/k', headers: {}, start: 100, end: 200 };
const first: RangeOrder = { ...order, start: 0, end: 100 };
const pin = { sizeBytes: 1000, etag: '"A"', crc64: 7n };

function responseOf(status: number, headers: Record<string, string> = {}, body = ''): RangeResponse {
  return {
    status,
    header: (name) => headers[name] ?? null,
    read: async (onChunk) => void (await onChunk(new TextEncoder().encode(body))),
    cancel: () => undefined,
  };
}

describe('checkRangeResponse', () => {
  it('default: reads identity and end from a 206', async () => {
    const headers = {
      'content-range': 'bytes 100-199/1000',
      etag: '"A"',
      'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT',
      'x-oss-hash-crc64ecma': '18446744073709551615',
      'x-oss-version-id': 'v',
    };
    await expect(checkRangeResponse(responseOf(206, headers), order)).resolves.toEqual({
      end: 200,
      isWhole: false,
      identity: {
        sizeBytes: 1000,
        etag: '"A"',
        lastModified: 'Fri, 02 Jan 2026 03:04:05 GMT',
        versionId: 'v',
        crc64: 18446744073709551615n,
      },
    });
  });

  it('default: accepts a range that ends with the object, and has no other property', async () => {
    const headers = { 'content-range': 'Bytes 100-149/150', 'content-encoding': 'identity' };
    const { end, identity } = await checkRangeResponse(responseOf(206, headers), order);
    expect({ end, identity }).toEqual({ end: 150, identity: { sizeBytes: 150 } });
  });

  it.each(['7, 7', 'x7', '7'.repeat(21)])('behavior: ignores the CRC-64 %j', async (crc64) => {
    const headers = { 'content-range': 'bytes 100-199/1000', 'x-oss-hash-crc64ecma': crc64 };
    expect((await checkRangeResponse(responseOf(206, headers), order)).identity).toEqual({ sizeBytes: 1000 });
  });

  it('default: 200 to the first request is the whole object', async () => {
    const whole = responseOf(200, { 'content-length': '5000', etag: '"A"' });
    const check = (skipping: RangeOrder) => checkRangeResponse(whole, skipping);
    const identity = { sizeBytes: 5000, etag: '"A"' };
    await expect(check({ ...first, endIfWhole: Infinity })).resolves.toEqual({ end: 5000, isWhole: true, identity });
    await expect(check(first)).resolves.toMatchObject({ end: 100, isWhole: true });
  });

  it.each(['etag', 'last-modified', 'x-oss-hash-crc64ecma', 'x-oss-request-id'])(
    'default: a 200 with only %s is an object',
    async (name) => {
      const whole = responseOf(200, { 'content-length': '50', [name]: '1' });
      await expect(checkRangeResponse(whole, first)).resolves.toMatchObject({ end: 50, isWhole: true });
    },
  );

  it('behavior: accepts a 200 to a later range if its first bytes may be skipped', async () => {
    const whole = responseOf(200, { 'content-length': '1000', etag: '"A"' });
    const skipping = { ...order, pin, endIfWhole: 300 };
    await expect(checkRangeResponse(whole, skipping)).resolves.toMatchObject({ end: 300, isWhole: true });
    await expect(checkRangeResponse(whole, { ...skipping, pin: { ...pin, etag: '"B"' } })).rejects.toMatchObject({
      code: 'ObjectChanged',
    });
  });

  it.each([
    ['of OSS', responseOf(416, {}, '<Error><Code>InvalidRange</Code></Error>')],
    ['with the length', responseOf(416, { 'content-range': 'Bytes */0' })],
  ])('default: a 416 to byte 0 %s is an empty object', async (_, response) => {
    const { end, identity } = await checkRangeResponse(response, first);
    expect([end, identity.sizeBytes]).toEqual([0, 0]);
  });

  it('behavior: a 416 to byte 0 of an object known to be empty is that object', async () => {
    const empty = { ...first, pin: { sizeBytes: 0, etag: '"A"' } };
    const response = (etag: string) => responseOf(416, { etag }, '<Error><Code>InvalidRange</Code></Error>');
    await expect(checkRangeResponse(response('"A"'), empty)).resolves.toMatchObject({ end: 0, isWhole: true });
    await expect(checkRangeResponse(response('"B"'), empty)).rejects.toMatchObject({ code: 'ObjectChanged' });
    await expect(checkRangeResponse(response('"A"'), { ...first, pin })).rejects.toMatchObject({
      code: 'InvalidRange',
    });
  });

  it('behavior: a weak ETag also pins the object, without If-Match', async () => {
    const weak = { sizeBytes: 1000, etag: 'W/"1"', lastModified: 'a' };
    const check = (headers: Record<string, string>) =>
      checkRangeResponse(responseOf(206, { 'content-range': 'bytes 100-199/1000', ...headers }), {
        ...order,
        pin: weak,
      });
    await expect(check({ etag: 'W/"1"', 'last-modified': 'a' })).resolves.toMatchObject({ end: 200 });
    await expect(check({ etag: 'W/"2"', 'last-modified': 'a' })).rejects.toMatchObject({ code: 'ObjectChanged' });
    await expect(check({ etag: 'W/"1"', 'last-modified': 'b' })).rejects.toMatchObject({ code: 'ObjectChanged' });
    expect(pinOf(weak, 'strict')).toEqual(weak);
    expect(rangeHeaders({ ...order, pin: weak })).not.toHaveProperty('if-match');
    expect(rangeHeaders({ ...order, pin })).toHaveProperty('if-match', '"A"');
  });

  it('option: pin cdn compares everything except the ETag', () => {
    expect(pinOf(pin, 'cdn')).toEqual({ sizeBytes: 1000, crc64: 7n });
    expect(pinOf(undefined, 'cdn')).toBeUndefined();
    expect(pinOf(undefined, 'strict')).toBeUndefined();
  });

  it('behavior: recognizes a foreign HTML page by missing OSS headers, unless CORS hides headers', async () => {
    const range = {
      'content-range': 'bytes 100-199/1000',
      etag: '"A"',
      date: 'now',
      'content-type': 'text/html; charset=x',
    };
    const isForeign = async (headers: Record<string, string>) =>
      (await checkRangeResponse(responseOf(206, { ...range, ...headers }), order)).identity.isForeignPage ?? false;
    expect(await isForeign({})).toBe(true);
    expect(await isForeign({ 'content-type': 'Text/HTML' })).toBe(true);
    expect(await isForeign({ 'content-type': 'application/json; profile=text/html' })).toBe(false);
    expect(await isForeign({ 'x-oss-request-id': '1' })).toBe(false);
    expect(await isForeign({ 'x-oss-hash-crc64ecma': '1' })).toBe(false);
    expect(await isForeign({ 'content-type': 'application/octet-stream' })).toBe(false);
    const { date: _, ...hidden } = range;
    expect((await checkRangeResponse(responseOf(206, hidden), order)).identity).not.toHaveProperty('isForeignPage');
  });

  it('behavior: accepts a shorter range of at least 64 KiB', async () => {
    const large: RangeOrder = { ...order, start: 1000, end: 1_000_000 };
    const until = (last: number) =>
      checkRangeResponse(responseOf(206, { 'content-range': `bytes 1000-${last}/2000000`, etag: '"A"' }), large);
    expect(await until(66_535)).toMatchObject({ end: 66_536, isWhole: false, identity: { sizeBytes: 2_000_000 } });
    await expect(until(66_534)).rejects.toMatchObject({ code: 'RangeIgnored', retryable: true });
    await expect(until(1_000_000)).rejects.toMatchObject({ code: 'RangeIgnored' });
  });

  it.each([
    ['RangeIgnored', responseOf(206, { 'content-range': 'bytes 0-99/1000' }), order],
    ['RangeIgnored', responseOf(206, { 'content-range': 'bytes 99-199/1000' }), order],
    ['RangeIgnored', responseOf(206, { 'content-range': 'bytes 0-99/1000, bytes 100-199/1000' }), order],
    ['RangeIgnored', responseOf(206, { 'content-range': 'bytes 100-198/1000' }), order],
    ['RangeIgnored', responseOf(206, { 'content-range': 'bytes 100-200/1000' }), order],
    ['RangeIgnored', responseOf(206), order],
    ['RangeIgnored', responseOf(206, { 'content-range': `bytes 100-199/${'9'.repeat(400)}` }), order],
    ['RangeIgnored', responseOf(200, { 'content-length': '1000', etag: '"A"' }), order],
    ['NotAnObject', responseOf(200, { 'content-length': '1000' }), order],
    ['LengthUnknown', responseOf(200, { etag: '"A"' }), first],
    ['LengthUnknown', responseOf(200, { etag: '"A"', 'content-length': '10, 10' }), first],
    ['LengthUnknown', responseOf(200, { etag: '"A"', 'content-length': '9'.repeat(400) }), first],
    ['NotAnObject', responseOf(200, { 'content-length': '27', 'content-type': 'text/html' }), first],
    ['NotAnObject', responseOf(200, { 'content-length': '27', 'content-type': 'text/html' }), { ...first, pin }],
    [
      'UnexpectedCompression',
      responseOf(206, { 'content-range': 'bytes 100-199/1000', 'content-encoding': 'gzip' }),
      order,
    ],
    ['UnexpectedCompression', responseOf(200, { 'content-length': '9', 'content-encoding': 'gzip' }), first],
    ['ObjectChanged', responseOf(412), { ...order, pin }],
    ['ObjectChanged', responseOf(206, { 'content-range': 'bytes 100-199/999' }), { ...order, pin }],
    ['ObjectChanged', responseOf(206, { 'content-range': 'bytes 100-199/1000', etag: '"B"' }), { ...order, pin }],
    [
      'ObjectChanged',
      responseOf(206, { 'content-range': 'bytes 100-199/1000', 'x-oss-hash-crc64ecma': '8' }),
      { ...order, pin },
    ],
    [
      'ObjectChanged',
      responseOf(206, { 'content-range': 'bytes 100-199/1000', 'x-oss-version-id': 'w' }),
      { ...order, pin: { ...pin, versionId: 'v' } },
    ],
    ['ObjectChanged', responseOf(200, { 'content-length': '999', etag: '"A"' }), { ...first, pin }],
    ['Redirected', responseOf(307, { location: 'http://elsewhere/' }), order],
    [
      'UrlExpired',
      responseOf(403, {}, '<Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>'),
      order,
    ],
    ['UrlExpired', responseOf(403, {}, '<Error><Code>AccessDenied</Code><Expires>x</Expires></Error>'), order],
    ['AccessDenied', responseOf(403, {}, '<Error><Code>AccessDenied</Code><Message>no</Message></Error>'), order],
    ['ObjectChanged', responseOf(416, { 'content-range': 'bytes */50' }), { ...order, pin }],
    ['ObjectChanged', responseOf(416, { 'content-range': 'bytes */0' }), { ...first, pin }],
    ['ObjectChanged', responseOf(416, {}, '<Error><Code>InvalidRange</Code></Error>'), { ...order, pin }],
    ['InvalidRange', responseOf(416, { etag: '"A"' }, '<Error><Code>InvalidRange</Code></Error>'), { ...order, pin }],
    ['Http416', responseOf(416, { 'content-range': 'bytes */1000' }), { ...order, pin }],
    ['Http416', responseOf(416), { ...order, pin }],
    ['Http416', responseOf(416), order],
    ['Http416', responseOf(416), first],
    ['Http416', responseOf(416, { 'content-range': 'bytes */9' }), first],
    ['Http416', responseOf(416, { 'content-range': 'bytes */0, bytes */9' }), first],
    ['Http503', responseOf(503, { 'content-range': 'bytes */0' }), first],
    ['Http404', responseOf(404), order],
  ] as const)('error: %s', async (code, response, requested) => {
    await expect(checkRangeResponse(response, requested)).rejects.toMatchObject({
      name: 'OssError',
      code,
      offset: requested.start,
    });
  });

  it('behavior: a property that only one response has proves nothing, nor does the time of a node if the ETag is strong', async () => {
    const headers = {
      'content-range': 'bytes 100-199/1000',
      etag: '"A"',
      'last-modified': 'b',
      'x-oss-version-id': 'v',
    };
    const pinned = { ...order, pin: { ...pin, lastModified: 'a' } };
    await expect(checkRangeResponse(responseOf(206, headers), pinned)).resolves.toMatchObject({ end: 200 });
  });

  it('behavior: reads a refusal in pieces, but no more than 64 KiB of it', async () => {
    const xml = new TextEncoder().encode(
      `<Error><Code>Blocked</Code><Message>é ${' '.repeat(40_000)}</Message></Error>`,
    );
    let readChunks = 0;
    let isCancelled = false;
    const response: RangeResponse = {
      ...responseOf(403),
      async read(onChunk) {
        for (const chunk of [xml.subarray(0, 37), xml.subarray(37), xml, xml, xml]) {
          if (isCancelled) throw new Error('cancelled');
          await onChunk(chunk);
          readChunks += 1;
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
      cancel() {
        isCancelled = true;
      },
    };
    await expect(checkRangeResponse(response, order)).rejects.toMatchObject({
      message: expect.stringContaining('OSS returned 403 Blocked: é.'),
    });
    expect(readChunks).toBe(4);
  });

  it.each([
    ['content-range', { 'content-range': `bytes \u001b[2J\u009b2J${'9'.repeat(50_000)}` }],
    ['content-encoding', { 'content-length': '9', 'content-encoding': `\u001b[2J\u009b2J${'9'.repeat(50_000)}` }],
  ])('behavior: quotes a part of %s, without control characters', async (name, headers) => {
    const response = responseOf(name === 'content-range' ? 206 : 200, headers);
    const { message } = await checkRangeResponse(response, first).catch((error) => error);
    expect(message).toMatch(
      /^The response cannot be used: (?:requested bytes 0-99, got "bytes|it is compressed \() +\[2J 2J9+[^\p{Cc}]*$/u,
    );
    expect(message.length).toBeLessThan(400);
  });

  it('behavior: accepts a stored Content-Encoding, which comes with an ETag', async () => {
    const headers = { 'content-length': '9', 'content-encoding': 'gzip', etag: '"A"' };
    await expect(checkRangeResponse(responseOf(200, headers), first)).resolves.toMatchObject({ end: 9 });
  });
});

describe('rangeHeaders', () => {
  it('default: requests the range without compression', () => {
    expect(rangeHeaders(order)).toEqual({ 'accept-encoding': 'identity', range: 'bytes=100-199' });
    expect(rangeHeaders({ ...order, end: Infinity })).toHaveProperty('range', 'bytes=100-');
  });

  it('behavior: sends signed headers unchanged', () => {
    const headers = { 'x-oss-range-behavior': 'standard', 'if-match': '"S"', 'accept-encoding': 'gzip' };
    expect(rangeHeaders({ ...order, headers, pin })).toEqual({ ...headers, range: 'bytes=100-199' });
  });

  it.each(['"A"\r\nx: 1', '"A\0"', '"A\u2028"'])('behavior: never sends the ETag %j, from a forged journal', (etag) => {
    expect(rangeHeaders({ ...order, pin: { sizeBytes: 1000, etag } })).not.toHaveProperty('if-match');
  });
});
