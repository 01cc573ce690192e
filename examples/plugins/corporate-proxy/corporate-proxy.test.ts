import { createClient, getObject, putObject } from '@ossferry/client';
import type { Slots } from '@ossferry/contract';
import { startLocalOss } from '@ossferry/local-oss';
import { describeTransport } from '@ossferry/testkit';
import { Server } from 'proxy-chain';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type CorporateProxyOptions, corporateProxy } from './corporate-proxy.ts';

const account = { accessKeyId: 'id', accessKeySecret: 'canary-secret' };
const asked: string[] = [];
const proxyServer = new Server({
  host: '127.0.0.1',
  port: 0,
  prepareRequestFunction({ hostname, port, username, password }) {
    asked.push(`${hostname}:${port}`);
    return { requestAuthentication: username !== 'user' || password !== 'p@ss' };
  },
});
await proxyServer.listen();
const proxy = `http://user:p%40ss@127.0.0.1:${proxyServer.port}`;
afterAll(() => proxyServer.close(true));
beforeEach(() => void asked.splice(0));

describeTransport({ describe, it }, transportOf({ proxy }), { name: 'corporateProxy' });

describe('corporateProxy', () => {
  it('default: requests go through the proxy', async () => {
    const { local, oss } = await setUp({ proxy });
    await oss.send(putObject({ bucket: 'examplebucket', key: 'a b', body: 'content' }));
    expect(await (await oss.send(getObject({ bucket: 'examplebucket', key: 'a b' }))).text()).toBe('content');
    expect(asked).toContain(`127.0.0.1:${local.port}`);
  });

  it('option: noProxy', async () => {
    const { oss } = await setUp({ proxy, noProxy: '127.0.0.1' });
    await oss.send(putObject({ bucket: 'examplebucket', key: 'k', body: 'content' }));
    expect(asked).toEqual([]);
  });

  it('error: a proxy that refuses the password, which no error shows', async () => {
    const { oss } = await setUp({ proxy: proxy.replace('p%40ss', 'canary') });
    const error = await oss.send(getObject({ bucket: 'examplebucket', key: 'k' })).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'OssError', phase: 'connect' });
    expect(String(error)).not.toContain('canary');
  });
});

async function setUp(options: CorporateProxyOptions) {
  const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [account] });
  onTestFinished(() => local.close());
  const oss = createClient({
    region: 'cn-hangzhou',
    endpoint: local.endpoint,
    credentials: account,
    retry: { maxAttempts: 1 },
    plugins: [corporateProxy(options)],
  });
  return { local, oss };
}

/** What the plugin puts into the transport slot. */
function transportOf(options: CorporateProxyOptions): Slots['transport'] {
  let transport: Slots['transport'] | undefined;
  corporateProxy(options).setup({
    provide: (_, implementation) => {
      transport = implementation as Slots['transport'];
    },
    wrap: () => {},
    use: () => {},
  });
  if (transport === undefined) throw new Error('The plugin fills no slot.');
  return transport;
}
