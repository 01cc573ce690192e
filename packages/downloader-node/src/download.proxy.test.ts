import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { Writable } from 'node:stream';
import { type OssError, redactText } from '@ossferry/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { mebibyte, quickRetry, setUpBench } from './download.test-support.ts';
import { download } from './download.ts';
import { downloadToStream } from './download-to-stream.ts';
import {
  hasTinyproxy,
  type ProxyAccount,
  type RunningProxy,
  startProxyChain,
  startTinyproxy,
} from './network/proxy.test-support.ts';
import { startRawServer } from './network/raw-server.test-support.ts';
import { startTlsProxy, type TlsProxy } from './network/tls.test-support.ts';

const bench = setUpBench();
const retry = { ...quickRetry, maxFailures: 2 };
const account = { user: 'user', password: 'canary-pass' } as const;
let tlsProxy: TlsProxy;
let proxy: RunningProxy | undefined;
beforeAll(async () => {
  tlsProxy = await startTlsProxy(bench.local.port);
});
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});
afterAll(() => tlsProxy.close());

const proxies: readonly (readonly [string, (account?: ProxyAccount) => Promise<RunningProxy>, boolean])[] = [
  ['proxy-chain', startProxyChain, true],
  ['tinyproxy', startTinyproxy, hasTinyproxy],
];

describe.each(proxies)('through %s', (_, start, present) => {
  describe.skipIf(!present)('which is installed', () => {
    it.each([
      ['small', 300_000],
      ['large', 33 * mebibyte],
    ])('default: HTTP_PROXY forwards http requests, for a %s object', async (key, sizeBytes) => {
      proxy = await start();
      const bytes = await bench.store(key, sizeBytes);
      const { url } = await bench.presign({ key });
      const env = { HTTP_PROXY: `http://${proxy.authority}` };
      await download(url, bench.path(key), { env, retry });
      expect((await bench.read(key)).equals(bytes)).toBe(true);
      expect(proxy.requests.length).toBeGreaterThan(0);
      expect(proxy.requests.length).toBeGreaterThanOrEqual(bench.gets().length);
      for (const request of proxy.requests) expect(request).toMatch(/^GET http:\/\//);
    });

    it.each([
      ['small', 300_000],
      ['large', 33 * mebibyte],
    ])('default: HTTPS_PROXY tunnels https requests, for a %s object', async (key, sizeBytes) => {
      proxy = await start();
      const bytes = await bench.store(key, sizeBytes);
      const url = tlsProxy.through((await bench.presign({ key })).url);
      const env = { https_proxy: proxy.authority };
      await download(url, bench.path(key), { env, retry, ca: tlsProxy.certificate });
      expect((await bench.read(key)).equals(bytes)).toBe(true);
      expect(new Set(proxy.requests)).toEqual(new Set([`CONNECT 127.0.0.1:${tlsProxy.port}`]));
      expect(proxy.requests.length).toBeLessThanOrEqual(bench.gets().length);
    });

    it.each(['http', 'https'])('option: proxy with user and password, for %s', async (scheme) => {
      proxy = await start(account);
      await bench.store('small', 1000);
      const { url } = await bench.presign({ key: 'small' });
      const options = { proxy: `http://user:canary-pass@${proxy.authority}`, ca: tlsProxy.certificate, env: {} };
      await download(scheme === 'http' ? url : tlsProxy.through(url), bench.path('small'), options);
      expect(proxy.requests).toHaveLength(1);
    });

    it.each(['http', 'https'])('error: ProxyRefused for a wrong password, for %s', async (scheme) => {
      proxy = await start(account);
      const { authority } = proxy;
      await bench.store('small', 1000);
      const { url } = await bench.presign({ key: 'small' });
      const failing = download(scheme === 'http' ? url : tlsProxy.through(url), bench.path('small'), {
        env: { HTTP_PROXY: `http://user:wr0ng@${authority}`, HTTPS_PROXY: `http://user:wr0ng@${authority}` },
        retry,
      });
      await expect(failing).rejects.toMatchObject({
        code: 'ProxyRefused',
        phase: 'connect',
        retryable: false,
        message: expect.stringMatching(new RegExp(`^The proxy ${authority} refused .* \\((?:401|407)\\)`)),
      });
      const error: unknown = await failing.catch((caught: unknown) => caught);
      expect(JSON.stringify(error) + String(error)).not.toContain('wr0ng');
      expect(bench.gets()).toHaveLength(0);
      expect(await bench.files()).toEqual([]);
    });

    it('error: ProxyRefused without a password', async () => {
      proxy = await start(account);
      await bench.store('small', 1000);
      const { url } = await bench.presign({ key: 'small' });
      const env = { HTTP_PROXY: `http://${proxy.authority}` };
      await expect(download(url, bench.path('small'), { env })).rejects.toMatchObject({
        code: 'ProxyRefused',
        status: 407,
      });
    });

    it('error: a host that does not respond through the proxy is retried', async () => {
      proxy = await start();
      const unused = await closedPort();
      const options = { proxy: `http://${proxy.authority}`, env: {}, retry };
      const failing = download(`https://127.0.0.1:${unused}/key`, bench.path('x'), options);
      await expect(failing).rejects.toMatchObject({ code: 'ProxyRefused' });
      await vi.waitFor(() => expect(proxy?.requests).toHaveLength(2)); // The proxy may log them later.
    });
  });
});

describe('a server that is not a proxy', () => {
  it('error: ProxyUnreachable for a port that does not speak HTTP', async () => {
    const { authority, requests } = await startRawServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'));
    const running = download('http://b.example/key', bench.path('x'), { proxy: authority, retry });
    await expect(running).rejects.toMatchObject({
      code: 'ProxyUnreachable',
      retryable: false,
      message: expect.stringContaining(`The proxy ${authority} does not speak HTTP on this port (HPE_`),
    });
    expect(requests).toHaveLength(1);
  });

  it('error: ProxyRefused for an invalid response to CONNECT', async () => {
    const { authority } = await startRawServer((socket) => socket.write('garbage\r\n\r\n'));
    const running = download('https://b.example/key', bench.path('x'), { proxy: authority, retry });
    await expect(running).rejects.toMatchObject({
      code: 'ProxyRefused',
      retryable: false,
      message: expect.stringContaining('refused the request to b.example (its response is not HTTP).'),
    });
  });

  it('behavior: protocol errors of a host behind a tunnel are not attributed to the proxy', async () => {
    const { authority } = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'));
    });
    const running = download('https://b.example/key', bench.path('x'), { proxy: authority, retry });
    await expect(running).rejects.toMatchObject({
      code: 'ConnectionFailed',
      retryable: false,
      message: expect.stringMatching(/^b\.example does not speak TLS on this port \(.*\), through the proxy 127/),
    });
  });

  it.each([
    ['that does not respond', '', 'HeadersTimeout'],
    ['that refuses the tunnel, and keeps its connection open', 'HTTP/1.1 502 Bad\r\n\r\n', 'ProxyRefused'],
    ['whose tunnel does not respond', 'HTTP/1.1 200 OK\r\n\r\n', 'HeadersTimeout'],
  ])('behavior: no connection to a proxy %s is left open', async (_, response, code) => {
    const closed: Promise<unknown>[] = [];
    const { authority } = await startRawServer((socket) => {
      closed.push(once(socket, 'close'));
      socket.write(response);
    });
    const options = { proxy: authority, retry, timeouts: { headersMs: 100 } };
    await expect(download('https://b.example/key', bench.path('x'), options)).rejects.toMatchObject({ code });
    expect(closed).toHaveLength(2);
    await Promise.all(closed);
  });

  it('error: ProxyRefused for a missing password shows the format of the URL', async () => {
    const { authority } = await startRawServer((socket) => socket.write('HTTP/1.1 407 No\r\n\r\n'));
    const running = download('https://b.example/key', bench.path('x'), { proxy: authority });
    const { advice } = (await running.catch((error: unknown) => error)) as OssError;
    expect(advice).toContain('http://<user>:<password>@host:port');
    expect(redactText(advice ?? '')).toBe(advice);
  });
});

describe('proxies', () => {
  it('option: NO_PROXY, for small and large objects', async () => {
    const bytes = await bench.store('large', 33 * mebibyte);
    const { url } = await bench.presign({ key: 'large' });
    const env = { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'example.com, 127.0.0.0/8' };
    await download(url, bench.path('large'), { env });
    expect((await bench.read('large')).equals(bytes)).toBe(true);
  });

  it("option: proxy 'none' goes straight", async () => {
    await bench.store('small', 10);
    const { url } = await bench.presign({ key: 'small' });
    await download(url, bench.path('small'), { proxy: 'none', env: { HTTP_PROXY: 'http://127.0.0.1:1' } });
    expect(await bench.files()).toEqual(['small']);
  });

  it('default: process.env', async () => {
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
    vi.stubEnv('no_proxy', '');
    const { url } = await bench.presign({ key: 'small' });
    await expect(download(url, bench.path('small'), { retry })).rejects.toMatchObject({ code: 'ProxyUnreachable' });
  });

  it.each([
    ['download', 'canary-pass'],
    ['download', 'p@canary'],
    ['downloadToStream', 'canary-pass'],
  ])('error: ProxyUnreachable names the proxy, not its password (%s, %s)', async (how, password) => {
    const port = await closedPort();
    const options = { proxy: `http://user:${password}@127.0.0.1:${port}`, retry };
    const running =
      how === 'download'
        ? download('http://b.example/key', bench.path('x'), options)
        : downloadToStream('http://b.example/key', new Writable(), options);
    const error: unknown = await running.catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'ProxyUnreachable',
      message: expect.stringContaining(`The proxy 127.0.0.1:${port} refuses connections (ECONNREFUSED).`),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('canary');
  });

  it.each(['socks5://127.0.0.1:1', 'http://', 'http://user:%zz-canary@h', 'ht tp://canary'])(
    'error: InvalidProxy for %s, before a request is sent',
    async (proxyUrl) => {
      const error: unknown = await download('http://b.example/key', bench.path('x'), { proxy: proxyUrl }).catch(
        (caught: unknown) => caught,
      );
      expect(error).toMatchObject({ code: 'InvalidProxy', phase: 'config' });
      expect(String(error)).not.toContain('canary');
    },
  );

  it('behavior: the proxy receives the URL exactly as signed', async () => {
    const seen: string[] = [];
    const server = createServer(({ url = '', headers }, response) => {
      seen.push(url, headers.host ?? '', headers['proxy-authorization'] ?? '');
      response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = 'http://b.example/a/../b/%2e./c%20d?x=%2F..&y';
    const options = { proxy: `http://us%20er:p%40ss@127.0.0.1:${port}` };
    await expect(download(url, bench.path('x'), options)).rejects.toMatchObject({ code: 'Http404' });
    server.close();
    expect(seen).toEqual([url, 'b.example', `Basic ${btoa('us er:p@ss')}`]);
  });
});

async function closedPort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
