import { createClient, getObject, putObject } from '@ossferry/client';
import { startLocalOss } from '@ossferry/local-oss';
import { describeTransport } from '@ossferry/testkit';
import { Server } from 'proxy-chain';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type ProxyTransportOptions, proxyTransport } from './proxy-transport.ts';

const account = { accessKeyId: 'id', accessKeySecret: 'canary-secret' };
const tunnels: string[] = [];
const proxyServer = new Server({
  host: '127.0.0.1',
  port: 0,
  prepareRequestFunction({ hostname, port, username, password }) {
    tunnels.push(`${hostname}:${port}`);
    return { requestAuthentication: username !== 'user' || password !== 'p@ss' };
  },
});
await proxyServer.listen();
const proxy = `http://user:p%40ss@127.0.0.1:${proxyServer.port}`;
afterAll(() => proxyServer.close(true));
beforeEach(() => void tunnels.splice(0));

describeTransport({ describe, it }, proxyTransport({ proxy }), { name: 'proxyTransport' });

describe('proxyTransport', () => {
  it('default: requests go through the proxy', async () => {
    const { local, oss } = await setUp({ proxy });
    await oss.send(putObject({ bucket: 'examplebucket', key: 'a b', body: 'content' }));
    expect(await (await oss.send(getObject({ bucket: 'examplebucket', key: 'a b' }))).text()).toBe('content');
    expect(tunnels).toContain(`127.0.0.1:${local.port}`);
  });

  it('option: noProxy', async () => {
    const { oss } = await setUp({ proxy, noProxy: '127.0.0.1' });
    await oss.send(putObject({ bucket: 'examplebucket', key: 'k', body: 'content' }));
    expect(tunnels).toEqual([]);
  });

  it.each(['proxy.example:3128', 'socks5://user:canary@proxy.example', 'http://user:canary@:3128'])(
    'error: %s',
    (text) => {
      expect(() => proxyTransport({ proxy: text })).toThrow(expect.objectContaining({ code: 'InvalidProxy' }));
      expect(() => proxyTransport({ proxy: text })).not.toThrow(/canary/);
    },
  );

  it('error: the proxy refuses the password, which is not in the error', async () => {
    const { oss } = await setUp({ proxy: proxy.replace('p%40ss', 'canary') });
    const error = await oss.send(getObject({ bucket: 'examplebucket', key: 'k' })).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'OssError', phase: 'connect' });
    expect(String(error)).not.toContain('canary');
  });
});

async function setUp(options: ProxyTransportOptions) {
  const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [account] });
  onTestFinished(() => local.close());
  const oss = createClient({
    region: 'cn-hangzhou',
    endpoint: local.endpoint,
    credentials: account,
    retry: { maxAttempts: 1 },
    transport: proxyTransport(options),
  });
  return { local, oss };
}
