import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeInBrowsers, mebibyte, quickRetry } from './lab.test-support.ts';

const options = { partSizeBytes: mebibyte, parallel: 3, retry: quickRetry } as const;

describeInBrowsers('faults', (lab, kind) => {
  const downloadAll = async (key: string, more: { onChange?: 'restart' } = {}) => {
    const urls = [await lab.presign(key)];
    return lab.tab.run('download', { urls, place: { kind: 'opfs', name: key }, options: { ...options, ...more } });
  };

  it.each([
    ['cut after some bytes', { type: 'disconnect', afterBodyBytes: 300_000 }],
    ['reset', { type: 'disconnect', afterBodyBytes: 300_000, mode: 'reset' }],
    ['cut before the headers', { type: 'disconnect' }],
  ] as const)('behavior: a connection that is %s is resumed', async (_, fault) => {
    const sha256 = await lab.store('cut', 9 * mebibyte);
    lab.fault((get) => (get === 3 || get === 5 ? fault : undefined));
    const outcome = await downloadAll('cut');
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64' } });
    expect(await lab.tab.run('discard', 'cut')).toBeNull();
  });

  it('error: an object replaced during the download leaves no file', async () => {
    await lab.store('replaced', 9 * mebibyte);
    const body = randomBytes(9 * mebibyte);
    lab.fault((get) => (get === 4 ? { type: 'replace-object', body } : undefined));
    const outcome = await downloadAll('replaced');
    expect(outcome.error).toMatchObject({ code: 'ObjectChanged', phase: 'headers' });
    expect(await lab.tab.run('list')).not.toContain('replaced');
    lab.fault(() => undefined);
    const anew = await downloadAll('replaced', { onChange: 'restart' });
    expect(anew).toMatchObject({ summary: { verified: 'crc64', sizeBytes: body.length } });
  });

  it('behavior: a URL that expires during the download is renewed', async () => {
    const sha256 = await lab.store('renewed', 9 * mebibyte);
    const error = { code: 'AccessDenied', message: 'Request has expired.' };
    lab.fault((get, { query }) =>
      get > 3 && query['renewed'] === undefined ? { type: 'respond', status: 403, error } : undefined,
    );
    const urls = [await lab.presign('renewed'), await lab.presign('renewed', 'bucket', { renewed: '1' })];
    const outcome = await lab.tab.run('download', { urls, place: { kind: 'opfs', name: 'renewed' }, options });
    expect(outcome).toMatchObject({ sha256, made: 2 });
    expect(outcome.events).toContainEqual(expect.objectContaining({ type: 'renewed' }));
  });

  it('behavior: a source function that fails once during renewal is called again', async () => {
    const sha256 = await lab.store('asked-again', 9 * mebibyte);
    const error = { code: 'AccessDenied', message: 'Request has expired.' };
    lab.fault((get, { query }) =>
      get > 3 && query['renewed'] === undefined ? { type: 'respond', status: 403, error } : undefined,
    );
    const urls = [await lab.presign('asked-again'), await lab.presign('asked-again', 'bucket', { renewed: '1' })];
    const place = { kind: 'opfs', name: 'asked-again' } as const;
    const outcome = await lab.tab.run('download', { urls, place, options, sourceFailsAt: 2 });
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, made: 3 });
    expect(outcome.events).toContainEqual(
      expect.objectContaining({ type: 'retry', error: expect.objectContaining({ code: 'SourceFailed' }) }),
    );
  });

  it('error: a source function that fails on the first call; its error is the cause', async () => {
    const urls = ['https://h/first', 'https://h/second'];
    const place = { kind: 'memory' } as const;
    const outcome = await lab.tab.run('download', { urls, place, options, sourceFailsAt: 1 });
    expect(outcome).toMatchObject({ error: { code: 'SourceFailed', retryable: false }, made: 1 });
    expect(outcome.cause).toBe('TypeError: the signing server is down');
  });

  it('error: an expired fixed URL keeps the received data', async () => {
    await lab.store('expired', 12 * mebibyte);
    const error = { code: 'AccessDenied', message: 'Request has expired.' };
    lab.fault((get) => (get > 6 ? { type: 'respond', status: 403, error } : undefined));
    expect(await downloadAll('expired')).toMatchObject({ error: { code: 'UrlExpired', status: 403 } });
    expect(await lab.tab.run('list')).toContain('expired.ossferry');
  });

  it('error: bytes that are always wrong leave no file', async () => {
    await lab.store('wrong', 10 * mebibyte);
    lab.fault(() => ({ type: 'flip-bit', objectOffset: 1_500_000 }));
    expect(await downloadAll('wrong')).toMatchObject({ error: { code: 'ChecksumMismatch', phase: 'verify' } });
    expect(await lab.tab.run('list')).not.toContain('wrong');
  });

  it('error: a redirect is not followed', async () => {
    await lab.store('elsewhere', 10);
    lab.fault(() => ({ type: 'redirect', location: 'http://127.0.0.1:1/' }));
    expect(await downloadAll('elsewhere')).toMatchObject({ error: { code: 'Redirected' } });
  });

  it('error: an unreachable server is not attributed to CORS', async () => {
    const place = { kind: 'memory' } as const;
    const outcome = await lab.tab.run('download', { urls: ['http://127.0.0.1:9/x'], place, options });
    expect(outcome.error).toMatchObject({ code: 'ConnectionFailed', phase: 'connect' });
  });

  it('behavior: a network outage', async () => {
    const sha256 = await lab.store('gone', 9 * mebibyte);
    lab.fault((get) => (get > 4 && get < 12 ? { type: 'disconnect' } : undefined));
    const place = { kind: 'opfs', name: 'gone' } as const;
    const persistent = { ...options, retry: { ...quickRetry, maxFailures: 20 } };
    const outcome = await lab.tab.run('download', { urls: [await lab.presign('gone')], place, options: persistent });
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64' } });
  });

  it('behavior: offline and back', async (test) => {
    const { setOffline } = lab.tab;
    if (setOffline === undefined) return test.skip(`the driver of ${kind.name} does not set workers offline`);
    const sha256 = await lab.store('offline', 24 * mebibyte);
    lab.fault(() => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 5 }));
    const urls = [await lab.presign('offline')];
    const running = lab.tab.run('download', { urls, place: { kind: 'opfs', name: 'offline' }, options });
    await lab.tab.run('whenDurable', 2 * mebibyte);
    await setOffline(true);
    const seen = lab.gets().length;
    lab.fault(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(lab.gets().length).toBe(seen);
    await setOffline(false);
    expect(await running).toMatchObject({ sha256, summary: { verified: 'crc64' } });
  });

  it('error: an object larger than the free space is refused immediately', async () => {
    await lab.store('huge', mebibyte);
    lab.fault(() => ({ type: 'wrong-content-range', contentRange: `bytes 0-${mebibyte - 1}/${9e14}` }));
    expect(await downloadAll('huge')).toMatchObject({ error: { code: 'DiskFull', phase: 'disk' } });
    expect(await lab.tab.run('discard', 'huge')).toBeNull();
  });

  it('error: a full disk; a later run completes the download', async (test) => {
    const { setQuota } = lab.tab;
    if (setQuota === undefined) return test.skip(`the driver of ${kind.name} cannot limit the quota`);
    const sha256 = await lab.store('room', 12 * mebibyte);
    await setQuota(lab.server.origin, 1 * mebibyte);
    const refused = await downloadAll('room');
    await setQuota(lab.server.origin, undefined);
    expect(refused.error).toMatchObject({ code: 'DiskFull', phase: 'disk' });
    expect(await lab.tab.run('list')).not.toContain('room');
    expect(await downloadAll('room')).toMatchObject({ sha256 });
  });
});
