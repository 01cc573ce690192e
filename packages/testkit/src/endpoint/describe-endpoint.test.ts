import type { EndpointResolver } from '@ossferry/contract';
import { definePlugin, encodeKey } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import { describeEndpoint } from './describe-endpoint.ts';

const scope = { baseUrl: 'https://static.example.com:8443', region: 'cn-hangzhou', product: 'oss' };

const customDomain: EndpointResolver = ({ key = '' }) => ({ ...scope, path: `/${encodeKey(key)}` });
const pathStyle: EndpointResolver = async ({ bucket, key = '' }) => ({
  ...scope,
  path: `/${bucket}/${encodeKey(key)}`,
});
const gateway: EndpointResolver = ({ bucket, key = '' }) => ({ ...scope, path: `/oss/${bucket}/${encodeKey(key)}` });

describeEndpoint({ describe, it }, customDomain, { name: 'a custom domain' });
describeEndpoint({ describe, it }, pathStyle, { name: 'path style', bucket: 'other-bucket' });
describeEndpoint({ describe, it }, gateway, { name: 'a gateway with a prefix' });

const wrapping = definePlugin('wrapping', (host) => {
  host.wrap(
    'endpoint',
    (standard) => (request) => (request.bucket === 'mine' ? customDomain(request) : standard(request)),
  );
});
describeEndpoint({ describe, it }, wrapping, {
  name: 'a plugin that wraps the endpoint for its own bucket',
  bucket: 'mine',
});
describeEndpoint(
  { describe, it },
  definePlugin('filling', (host) => host.provide('endpoint', pathStyle)),
  { name: 'a plugin that fills the slot' },
);

const mistakes: Record<string, readonly [endpoint: EndpointResolver, noticedBy: RegExp]> = {
  'the base URL ends in a slash': [
    async (request) => ({ ...(await customDomain(request)), baseUrl: 'https://static.example.com/' }),
    /the base URL/,
  ],
  'the base URL contains a user': [
    async (request) => ({ ...(await customDomain(request)), baseUrl: 'https://user:word@static.example.com' }),
    /the base URL/,
  ],
  'the region is a host name': [
    async (request) => ({ ...(await customDomain(request)), region: 'oss-cn-hangzhou' }),
    /region and product/,
  ],
  'the product is missing': [
    async (request) => ({ ...(await customDomain(request)), product: '' }),
    /region and product/,
  ],
  'a URL parser normalizes the path': [
    ({ key = '' }) => ({ ...scope, path: new URL(key, 'https://static.example.com').pathname }),
    /"a\/\.\.\/b"/,
  ],
  'the key is not encoded': [({ key = '' }) => ({ ...scope, path: `/${key}` }), /"a b\+c"/],
  'slashes are encoded': [({ key = '' }) => ({ ...scope, path: `/${encodeURIComponent(key)}` }), /"a\/\/b"/],
  'the key is encoded twice': [({ key = '' }) => ({ ...scope, path: `/${encodeKey(encodeKey(key))}` }), /"100%25"/],
  'the key is in the query': [({ key = '' }) => ({ ...scope, path: `/?key=/${encodeKey(key)}` }), /"a"/],
  'the bucket is in host and path': [
    async (request) => ({ ...(await pathStyle(request)), baseUrl: `https://${request.bucket}.static.example.com` }),
    /not in both host and path/,
  ],
  'a missing key becomes "undefined"': [({ key }) => ({ ...scope, path: `/${key}` }), /without a key/],
  'equal requests get different results': [
    (() => {
      let port = 8000;
      const endpoint: EndpointResolver = async (request) => {
        port += 1;
        return { ...(await customDomain(request)), baseUrl: `https://static.example.com:${port}` };
      };
      return endpoint;
    })(),
    /equal requests/,
  ],
  'the request is modified': [
    (request) => {
      Object.assign(request.headers, { host: 'static.example.com' });
      return customDomain(request);
    },
    /is not modified/,
  ],
};

describe('mistakes', () => {
  it('behavior: the suite tests the endpoint of a plugin', async () => {
    const broken = definePlugin('broken', (host) =>
      host.wrap('endpoint', (standard) => async (request) => ({ ...(await standard(request)), path: '' })),
    );
    const failing = await failingChecks((runner) => describeEndpoint(runner, broken));
    expect(failing).toContainEqual(expect.stringMatching(/"a b\+c"/));
  });

  it('behavior: the suite notices that the plugin does not handle the bucket', async () => {
    const failing = await failingChecks((runner) => describeEndpoint(runner, wrapping));
    expect(failing).toEqual([expect.stringMatching(/bucket of this suite/)]);
  });

  it.each(Object.keys(mistakes))('behavior: the suite notices that %s', async (name) => {
    const [endpoint, noticedBy] = mistakes[name] as (typeof mistakes)[string];
    const failing = await failingChecks((runner) => describeEndpoint(runner, endpoint));
    expect(failing).toContainEqual(expect.stringMatching(noticedBy));
  });
});
