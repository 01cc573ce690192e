import { definePlugin, type Endpoint } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { createClient, getObject } from './index.ts';
import { credentials, ok, scriptedTransport, testClient } from './kernel/kernel.test-support.ts';

const request = getObject({ bucket: 'examplebucket', key: 'k' });
const endpoint: Endpoint = { baseUrl: 'https://dl.example', path: '/k', region: 'cn-beijing', product: 'oss' };

describe('createClient', () => {
  it('default: needs only keys and a region', async () => {
    const { url } = await createClient({ region: 'cn-hangzhou', credentials }).presign(request);
    expect(url).toMatch(/^https:\/\/examplebucket\.oss-cn-hangzhou\.aliyuncs\.com\/k\?/);
  });

  it('behavior: later changes to the credentials object have no effect', async () => {
    const pair = { ...credentials };
    const client = testClient({ credentials: pair });
    const before = await client.presign(request);
    pair.accessKeySecret = 'other';
    expect(await client.presign(request)).toEqual(before);
  });

  it('option: credentials as a provider of the official SDKs, called for each signature', async () => {
    let calls = 0;
    const provider = {
      prefix: 'key',
      async getCredentials() {
        calls += 1;
        return { ...credentials, accessKeyId: `${this.prefix}${calls}`, expiration: undefined };
      },
    };
    const client = testClient({ credentials: provider });
    expect((await client.presign(request)).url).toContain('x-oss-credential=key1%2F');
    expect((await client.presign(request)).url).toContain('x-oss-credential=key2%2F');
    const anonymous = testClient({ credentials: { getCredentials: () => ({ accessKeyId: '', accessKeySecret: '' }) } });
    expect((await anonymous.presign(request)).url).not.toContain('?');
    const broken = testClient({ credentials: { getCredentials: () => undefined as never } });
    await expect(broken.presign(request)).rejects.toMatchObject({ code: 'InvalidCredentials' });
  });

  it('option: fetch', async () => {
    const urls: unknown[] = [];
    const client = testClient({
      fetch: async (url) => {
        urls.push(url);
        return new Response('through fetch');
      },
    });
    expect(await (await client.send(request)).text()).toBe('through fetch');
    expect(urls).toEqual(['https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k']);
  });

  it.each([
    ['now', Date.now()],
    ['random', 0.5],
    ['fetch', {}],
    ['transport', 'axios'],
    ['retry', 5],
    ['additionalHeaders', 'host'],
    ['additionalHeaders', null],
    // The text of an environment variable.
    ['disableSsl', 'false'],
    ['useCname', 0],
    ['usePathStyle', 'true'],
    ['useInternalEndpoint', 1],
    ['useDualStackEndpoint', null],
  ])('error: InvalidOption for a value of %s that has another type', (name, value) => {
    expect(() => testClient({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'InvalidOption', message: expect.stringContaining(`The option ${name} `) }),
    );
  });

  it('error: InvalidOption for both transport and fetch', () => {
    const { transport } = scriptedTransport(ok());
    expect(() => testClient({ transport, fetch })).toThrow(expect.objectContaining({ code: 'InvalidOption' }));
  });

  it('option: retry as a policy', async () => {
    const { transport, sent } = scriptedTransport(() => new Response('', { status: 404 }), ok());
    await testClient({ transport, retry: (_, { number }) => (number < 2 ? 0 : null) }).send(request);
    expect(sent).toHaveLength(2);
  });

  it.each([undefined, ''])('error: region %j', (region) => {
    expect(() => createClient({ region, credentials })).toThrow(expect.objectContaining({ code: 'MissingRegion' }));
  });

  it('error: no credentials', () => {
    expect(() => createClient({ region: 'cn-hangzhou' })).toThrow(
      expect.objectContaining({ code: 'MissingCredentials' }),
    );
  });

  it('error: an unknown signature version', () => {
    expect(() => testClient({ signatureVersion: 'v2' as never })).toThrow(
      expect.objectContaining({ code: 'InvalidSignatureVersion', message: expect.stringContaining('"v2"') }),
    );
  });

  it('behavior: the region is optional if a plugin provides the endpoint', async () => {
    const fill = definePlugin('domain', (host) => host.provide('endpoint', () => endpoint));
    const { url } = await createClient({ credentials, plugins: [fill] }).presign(request);
    expect(url).toContain('https://dl.example/k?');
    expect(url).toContain('%2Fcn-beijing%2Foss%2F');
  });

  it('error: no region, and the plugin that wraps the endpoint does not handle the bucket', async () => {
    const wrap = definePlugin('domain', (host) =>
      host.wrap('endpoint', (standard) => (input) => (input.bucket === 'mine' ? endpoint : standard(input))),
    );
    const client = createClient({ credentials, plugins: [wrap] });
    await expect(client.presign(request)).rejects.toMatchObject({ code: 'MissingRegion' });
    expect((await client.presign({ ...request, bucket: 'mine' })).url).toContain('https://dl.example/k?');
  });
});
