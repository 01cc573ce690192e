import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createClient, getObject } from '@ossferry/client';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { download } from './download.ts';
import { downloadToStream } from './download-to-stream.ts';
import { startTlsProxy, type TlsProxy } from './network/tls.test-support.ts';

const bench = setUpBench();
let tlsProxy: TlsProxy;
beforeAll(async () => {
  tlsProxy = await startTlsProxy(bench.local.port);
});
afterAll(() => tlsProxy.close());

describe('authorities', () => {
  it.each([
    ['small', 1000],
    ['large', 33 * mebibyte],
  ])('option: ca, for a %s object', async (key, sizeBytes) => {
    const bytes = await bench.store(key, sizeBytes);
    const url = tlsProxy.through((await bench.presign({ key })).url);
    await download(url, bench.path(key), { ca: [tlsProxy.certificate] });
    expect((await bench.read(key)).equals(bytes)).toBe(true);
  });

  it('option: ca, to a stream', async () => {
    const bytes = await bench.store('small', 1000);
    const stream = new PassThrough();
    const url = tlsProxy.through((await bench.presign({ key: 'small' })).url);
    const [received] = await Promise.all([buffer(stream), downloadToStream(url, stream, { ca: tlsProxy.certificate })]);
    expect(received.equals(bytes)).toBe(true);
  });

  it('error: InvalidCertificate for an unknown authority, with advice', async () => {
    const url = tlsProxy.through((await bench.presign({ key: 'small' })).url);
    const other = await generate([{ name: 'commonName', value: 'other' }]);
    for (const ca of [undefined, other.cert]) {
      await expect(download(url, bench.path('x'), { ca })).rejects.toMatchObject({
        code: 'InvalidCertificate',
        advice: expect.stringContaining('the option ca'),
      });
    }
  });

  it.each(['', 'garbage', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'error: InvalidAuthority for %j, before a request is sent',
    async (ca) => {
      await expect(download('https://b.example/k', bench.path('x'), { ca })).rejects.toMatchObject({
        code: 'InvalidAuthority',
        phase: 'config',
      });
    },
  );
});

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ family }) => family === 'IPv6'));

describe.skipIf(!hasIpv6)('IPv6', () => {
  const account = { accessKeyId: 'LTAI-test', accessKeySecret: 'canary-secret' };
  let local: LocalOss;
  beforeAll(async () => {
    local = await startLocalOss({ buckets: ['bucket'], accounts: [account], host: '::1' });
  });
  afterAll(() => local.close());

  it.each([
    ['small', 1000],
    ['large', 33 * mebibyte],
  ])('default: an address in brackets, for a %s object', async (key, sizeBytes) => {
    const { crc64 } = await local.generateObject({ bucket: 'bucket', key, sizeBytes, seed: 3 });
    const client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: account });
    const source = await client.presign(getObject({ bucket: 'bucket', key }));
    expect(source.url).toMatch(/^http:\/\/\[::1\]:\d+\//);
    expect(await download(source, bench.path(key))).toMatchObject({ crc64, verified: 'crc64', retries: 0 });
  });
});

describe('connections', () => {
  let counter: Server | undefined;
  let connections = 0;
  afterEach(() => void counter?.close());

  /** A proxy for the local OSS that counts connections. */
  async function throughCounter(url: string): Promise<string> {
    connections = 0;
    counter = createSocketServer((socket) => {
      connections += 1;
      const inner = connect(bench.local.port, '127.0.0.1');
      socket.pipe(inner).pipe(socket);
      socket.on('error', () => inner.destroy());
      inner.on('error', () => socket.destroy());
    }).listen(0, '127.0.0.1');
    await once(counter, 'listening');
    return url.replace(/^http:\/\/[^/]+/, `http://127.0.0.1:${(counter.address() as AddressInfo).port}`);
  }

  it('error: a response that switches the protocol ends the attempt', async () => {
    const server = createSocketServer((socket) => {
      socket
        .on('error', () => undefined)
        .on('data', () => {
          socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
        });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/k`;
    const running = download(url, bench.path('x'), { retry: { ...quickRetry, maxFailures: 1 } });
    await expect(running).rejects.toMatchObject({ code: 'ConnectionLost' });
    server.close();
  });

  it.each([0, 2])('behavior: parts reuse connections (%i threads)', async (threads) => {
    await bench.store('parts', 40 * mebibyte);
    const url = await throughCounter((await bench.presign({ key: 'parts' })).url);
    const options = { threads, parallel: 2, partSizeBytes: 2 * mebibyte };
    await download(url, bench.path('parts'), options);
    // On a busy machine, a stream may appear slow. Then another one takes over its rest, over another connection.
    const takeovers = bench.gets().length - 20;
    expect(takeovers).toBeGreaterThanOrEqual(0);
    // One for the first request, and at most one for each stream in each thread.
    expect(connections).toBeLessThanOrEqual(5 + takeovers);
  });

  it('behavior: downloads reuse connections', async () => {
    await bench.store('small', 1000);
    const url = await throughCounter((await bench.presign({ key: 'small' })).url);
    for (const name of ['1', '2', '3']) await download(url, bench.path(name));
    expect(connections).toBe(1);
  });

  it('behavior: several silently dead connections cost one attempt', async () => {
    const bytes = Buffer.alloc(8 * mebibyte, 7);
    let isDeaf = false;
    const oldSockets = new Set<unknown>();
    const server = createSocketServer((socket) => {
      let text = '';
      socket
        .on('error', () => undefined)
        .on('data', (chunk) => {
          text += chunk;
          for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
            const [, first = 0, last = 0] = (/range: bytes=(\d+)-(\d+)/i.exec(text.slice(0, end)) ?? []).map(Number);
            text = text.slice(end + 4);
            if (isDeaf && oldSockets.has(socket)) continue;
            const stop = Math.min(last, bytes.length - 1);
            socket.write(
              `HTTP/1.1 206 OK\r\nETag: "e"\r\nContent-Range: bytes ${first}-${stop}/${bytes.length}\r\n` +
                `Content-Length: ${stop - first + 1}\r\n\r\n`,
            );
            socket.write(bytes.subarray(first, stop + 1));
          }
        });
      if (!isDeaf) oldSockets.add(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/k`;
    const options = { partSizeBytes: mebibyte, parallel: 4, threads: 0, timeouts: { headersMs: 200 } };
    await download(url, bench.path('first'), { ...options, retry: quickRetry });
    expect(oldSockets.size).toBeGreaterThan(2);
    isDeaf = true;
    const summary = await download(url, bench.path('second'), { ...options, retry: { ...quickRetry, maxFailures: 2 } });
    server.close();
    expect(summary.sizeBytes).toBe(bytes.length);
  });

  it('behavior: an idle connection closed by the server costs no attempt', async () => {
    const server = createServer((request, response) => {
      response.writeHead(206, { 'content-range': 'bytes 0-0/1', etag: '"e"' }).end('x', () => request.socket.destroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/key`;
    for (const name of ['1', '2', '3']) {
      const summary = await download(url, bench.path(name), { retry: quickRetry });
      expect(summary).toMatchObject({ requests: 1, retries: 0 });
    }
    server.close();
  });
});

describe('a destination named by the response', () => {
  const named = { responseContentDisposition: "attachment; filename*=UTF-8''..%2F%E6%96%87.txt" };

  it('default: one request for a small object', async () => {
    const bytes = await bench.store('key', 1000);
    const { url } = await bench.presign({ key: 'key', ...named });
    await download(url, (fileName) => bench.path(`${fileName}`));
    expect((await bench.read('文.txt')).equals(bytes)).toBe(true);
    expect(bench.gets()).toHaveLength(1);
  });

  it('default: no extra request for a large object', async () => {
    const bytes = await bench.store('key', 33 * mebibyte);
    const { url } = await bench.presign({ key: 'key', ...named });
    const { requests } = await download(url, (fileName) => bench.path(`${fileName}`));
    expect((await bench.read('文.txt')).equals(bytes)).toBe(true);
    expect(bench.gets()).toHaveLength(requests);
  });

  it('default: undefined if the response has no name', async () => {
    await bench.store('key', 1000);
    const { url } = await bench.presign({ key: 'key' });
    await download(url, (fileName) => bench.path(`named ${fileName}`));
    expect(await bench.files()).toEqual(['named undefined']);
  });

  it.each([
    ['a disconnect before the headers', { type: 'disconnect' }],
    ['throttling', { type: 'respond', status: 503, error: { code: 'ServiceUnavailable', message: 'x' } }],
  ] as const)('behavior: %s is retried', async (_, fault) => {
    await bench.store('key', 1000);
    bench.fault((get) => (get < 3 ? fault : undefined));
    const { url } = await bench.presign({ key: 'key', ...named });
    await download(url, (fileName) => bench.path(`${fileName}`), { retry: quickRetry });
    expect(await bench.files()).toEqual(['文.txt']);
    expect(bench.gets()).toHaveLength(3);
  });

  it('behavior: an expired URL is renewed first', async () => {
    await bench.store('key', 1000);
    const error = { code: 'AccessDenied', message: 'Request has expired.' };
    bench.fault((get) => (get === 1 ? { type: 'respond', status: 403, error } : undefined));
    await download(
      () => bench.presign({ key: 'key', ...named }),
      (fileName) => bench.path(`${fileName}`),
    );
    expect(await bench.files()).toEqual(['文.txt']);
  });

  it('error: a refusal has the same error as in any download', async () => {
    const { url } = await bench.presign({ key: 'missing' });
    const running = download(url, () => bench.path('x'));
    await expect(running).rejects.toMatchObject({ code: 'NoSuchKey', status: 404 });
    expect(bench.gets()).toHaveLength(1);
    expect(await bench.files()).toEqual([]);
  });

  it('error: an error of the function', async () => {
    await bench.store('key', 20 * mebibyte);
    const { url } = await bench.presign({ key: 'key' });
    const failure = new RangeError('no');
    const refuse = () => {
      throw failure;
    };
    await expect(download(url, refuse)).rejects.toBe(failure);
  });

  it('error: HeadersTimeout or an abort while waiting for the response', async () => {
    bench.fault(() => ({ type: 'delay-headers', delayMs: 10_000 }));
    const { url } = await bench.presign({ key: 'key' });
    const retry = { ...quickRetry, maxFailures: 2 };
    const slow = download(url, () => bench.path('x'), { timeouts: { headersMs: 20 }, retry });
    await expect(slow).rejects.toMatchObject({ code: 'HeadersTimeout' });
    expect(bench.gets()).toHaveLength(2);
    const stopped = download(url, () => bench.path('x'), { signal: AbortSignal.timeout(20) });
    await expect(stopped).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
