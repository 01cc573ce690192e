import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { NOW, presign, send, startTestOss, type TestResponse, xmlText } from '../local-oss.test-support.ts';
import type { LocalOss } from '../local-oss.ts';
import type { Fault, FaultRequest } from './fault.ts';

const key = 'file.bin';
const body = '0123456789';

async function startFaulty(fault: Fault | readonly Fault[]): Promise<LocalOss> {
  const local = await startTestOss({ faults: () => fault });
  await local.putObject({ bucket: 'examplebucket', key, body });
  return local;
}

async function get(fault: Fault | readonly Fault[], headers: Record<string, string> = {}): Promise<TestResponse> {
  return send(await startFaulty(fault), { target: presign({ key }), headers });
}

describe('the fault source', () => {
  it('default: receives the request and may return no fault', async () => {
    const seen: FaultRequest[] = [];
    const local = await startTestOss({
      faults: (request) => {
        seen.push(request);
        return undefined;
      },
    });
    await send(local, { target: '/examplebucket/a%2Fb?versionId=1&versionId=2', headers: { range: 'bytes=0-1' } });
    await send(local, { target: '/examplebucket/' });
    expect(seen).toMatchObject([
      {
        number: 1,
        method: 'GET',
        bucket: 'examplebucket',
        key: 'a/b',
        query: { versionId: '1' },
        headers: { range: 'bytes=0-1' },
      },
      { number: 2, key: '' },
    ]);
  });

  it('behavior: can be replaced while the server is running', async () => {
    const local = await startFaulty({ type: 'respond', status: 500 });
    expect((await send(local, { target: presign({ key }) })).status).toBe(500);
    local.setFaults(({ number }) => (number === 2 ? { type: 'respond', status: 503 } : undefined));
    expect((await send(local, { target: presign({ key }) })).status).toBe(503);
    expect((await send(local, { target: presign({ key }) })).status).toBe(200);
  });

  it('behavior: several faults apply to one request', async () => {
    const response = await get([
      { type: 'change-headers', headers: { ETag: null, 'x-proxy': 'yes' } },
      { type: 'disconnect', afterBodyBytes: 4 },
    ]);
    expect(response).toMatchObject({ text: '0123', isComplete: false, headers: { 'x-proxy': 'yes' } });
    expect(response.headers).not.toHaveProperty('etag');
  });
});

describe('a fault source that throws', () => {
  it('error: the client receives InternalError, and onInternalError the cause', async () => {
    const cause = new Error('a bug in the test');
    const seen: unknown[] = [];
    const local = await startTestOss({
      faults: () => {
        throw cause;
      },
      onInternalError: (error) => seen.push(error),
    });
    const response = await send(local, { target: presign({ key }) });
    expect(response.status).toBe(500);
    expect(xmlText(response.text, 'Code')).toBe('InternalError');
    expect(seen).toEqual([cause]);
  });
});

describe('response faults', () => {
  it('default: respond, with error XML', async () => {
    const error = { code: 'QpsLimitExceeded', message: 'Please reduce your request rate.', ec: '0004-00000302' };
    const response = await get({ type: 'respond', status: 429, error, headers: { 'Retry-After': '1' } });
    expect(response).toMatchObject({ status: 429, headers: { 'retry-after': '1', 'x-oss-ec': '0004-00000302' } });
    expect(xmlText(response.text, 'Code')).toBe('QpsLimitExceeded');
  });

  it('default: respond, with an HTML page', async () => {
    const headers = { 'content-type': 'text/html' };
    expect(await get({ type: 'respond', status: 200, body: '<html>', headers })).toMatchObject({
      status: 200,
      text: '<html>',
      headers,
    });
  });

  it('default: redirect', async () => {
    const location = 'http://elsewhere.test/';
    expect(await get({ type: 'redirect', location })).toMatchObject({ status: 302, headers: { location } });
    expect(await get({ type: 'redirect', location, status: 307 })).toMatchObject({ status: 307 });
  });

  it('default: wrong-content-range', async () => {
    const fault: Fault = { type: 'wrong-content-range', contentRange: 'bytes 5-7/10' };
    expect(await get(fault, { range: 'bytes=0-2' })).toMatchObject({
      status: 206,
      text: '012',
      headers: { 'content-range': 'bytes 5-7/10' },
    });
    expect((await get(fault)).headers).not.toHaveProperty('content-range');
  });

  it('default: delay-headers', async () => {
    const started = performance.now();
    expect((await get({ type: 'delay-headers', delayMs: 30 })).text).toBe(body);
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });
});

describe('connection faults', () => {
  it.each(['close', 'reset'] as const)('default: disconnect before the headers (%s)', async (mode) => {
    await expect(get({ type: 'disconnect', mode })).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it.each([0, 1, 9])('default: disconnect after %i bytes', async (afterBodyBytes) => {
    expect(await get({ type: 'disconnect', afterBodyBytes })).toMatchObject({
      status: 200,
      text: body.slice(0, afterBodyBytes),
      isComplete: false,
    });
  });

  it('behavior: disconnect after the last byte leaves a complete body', async () => {
    expect(await get({ type: 'disconnect', afterBodyBytes: 10 })).toMatchObject({ text: body, isComplete: true });
  });

  it('behavior: afterBodyBytes is relative to the body, not to the object', async () => {
    expect(await get({ type: 'disconnect', afterBodyBytes: 2 }, { range: 'bytes=5-9' })).toMatchObject({
      status: 206,
      text: '56',
      isComplete: false,
    });
  });
});

describe('body faults', () => {
  it('default: flip-bit', async () => {
    expect((await get({ type: 'flip-bit', objectOffset: 5 })).text).toBe('0123446789');
    expect((await get({ type: 'flip-bit', objectOffset: 5, bit: 3 })).text).toBe('01234=6789');
  });

  it('behavior: flip-bit is relative to the object, and does not change the stored object', async () => {
    const local = await startFaulty({ type: 'flip-bit', objectOffset: 5 });
    const target = presign({ key });
    expect((await send(local, { target, headers: { range: 'bytes=4-6' } })).text).toBe('446');
    expect((await send(local, { target, headers: { range: 'bytes=6-9' } })).text).toBe('6789');
    local.setFaults(undefined);
    expect((await send(local, { target })).text).toBe(body);
  });

  it('behavior: flip-bit does not change error XML', async () => {
    const local = await startFaulty({ type: 'flip-bit', objectOffset: 0 });
    expect((await send(local, { target: presign({ key: 'none' }) })).text).toMatch(/^<\?xml /);
  });

  it('default: truncate ends a chunked body early, with a valid end', async () => {
    const response = await get({ type: 'truncate', afterBodyBytes: 3 });
    expect(response).toMatchObject({ text: '012', isComplete: true, headers: { 'transfer-encoding': 'chunked' } });
  });

  it('default: chunked, with and without a disconnect', async () => {
    expect(await get({ type: 'chunked' })).toMatchObject({ text: body, headers: { 'transfer-encoding': 'chunked' } });
    const cut = await get([{ type: 'chunked' }, { type: 'disconnect', afterBodyBytes: 3 }]);
    expect(cut).toMatchObject({ text: '012', isComplete: false });
  });

  it('default: stall continues after its duration', async () => {
    expect(await get({ type: 'stall', afterBodyBytes: 3, durationMs: 10 })).toMatchObject({
      text: body,
      isComplete: true,
    });
  });

  it('behavior: a stall without a duration lasts until the client disconnects, and does not delay close', async () => {
    const local = await startFaulty({ type: 'stall', afterBodyBytes: 3 });
    const response = await fetch(`${local.endpoint}${presign({ key })}`);
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('012');
    await reader?.cancel();
    expect(local.requests).toMatchObject([{ status: 200, bytesSent: 3, isComplete: false }]);
  });

  it('default: drip sends small pieces', async () => {
    const response = await fetch(
      `${(await startFaulty({ type: 'drip', chunkBytes: 4, pauseMs: 5 })).endpoint}${presign({ key })}`,
    );
    const pieces: string[] = [];
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece).toString());
    expect(pieces.join('')).toBe(body);
    expect(pieces.length).toBeGreaterThan(1);
  });
});

describe('object faults', () => {
  it('default: ignore-range', async () => {
    const response = await get({ type: 'ignore-range' }, { range: 'bytes=0-2' });
    expect(response).toMatchObject({ status: 200, text: body });
    expect(response.headers).not.toHaveProperty('content-range');
  });

  it.each([
    ['bytes=2-', 'bytes 2-4/'],
    ['bytes=2-9', 'bytes 2-4/'],
    ['bytes=2-3', 'bytes 2-3/'],
  ])('default: shorten-range, of %s', async (range, shown) => {
    const response = await get({ type: 'shorten-range', maxBytes: 3 }, { range });
    expect(response.status).toBe(206);
    expect(response.headers['content-range']).toBe(`${shown}${body.length}`);
    expect(response.text).toBe(body.slice(2, 2 + response.text.length));
  });

  it('default: force-gzip', async () => {
    const response = await get({ type: 'force-gzip' });
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(response.body).toString()).toBe(body);
  });

  it('default: replace-object before the operation', async () => {
    expect(await get({ type: 'replace-object', body: 'new' })).toMatchObject({ text: 'new' });
  });

  it('behavior: replacing the object does not change a download in progress', async () => {
    const local = await startFaulty({ type: 'replace-object', body: 'new', afterBodyBytes: 4 });
    const target = presign({ key });
    const first = await send(local, { target });
    expect(first).toMatchObject({ text: body, isComplete: true });
    local.setFaults(undefined);
    const second = await send(local, { target, headers: { 'if-match': first.headers['etag'] ?? '' } });
    expect(second.status).toBe(412);
  });

  it('default: delete-object before the operation', async () => {
    const response = await get({ type: 'delete-object' });
    expect(response.status).toBe(404);
    expect(xmlText(response.text, 'Code')).toBe('NoSuchKey');
  });

  it('behavior: deleting the object does not change a download in progress', async () => {
    const local = await startFaulty({ type: 'delete-object', afterBodyBytes: 4 });
    const target = presign({ key });
    expect(await send(local, { target })).toMatchObject({ text: body, isComplete: true });
    expect((await send(local, { target })).status).toBe(404);
  });
});

describe('clock faults', () => {
  it('default: shift-clock expires the URL', async () => {
    const response = await get({ type: 'shift-clock', offsetMs: 901_000 });
    expect(response.status).toBe(403);
    expect(xmlText(response.text, 'Message')).toMatch(/expired/i);
    expect(response.headers['date']).toBe(new Date(NOW.getTime() + 901_000).toUTCString());
  });

  it('behavior: shift-clock puts the signing time in the future', async () => {
    expect((await get({ type: 'shift-clock', offsetMs: -20 * 60_000 })).status).toBe(403);
    expect((await get({ type: 'shift-clock', offsetMs: -60_000 })).text).toBe(body);
  });
});
