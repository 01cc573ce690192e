import { describeEndpoint } from '@ossferry/testkit';
import { describe, expect, it } from 'vitest';
import { getObject } from '../index.ts';
import { type EndpointOptions, standardEndpoint } from './standard-endpoint.ts';

const request = getObject({ bucket: 'examplebucket', key: 'dir/ob ject.txt' });

function resolve(options: EndpointOptions) {
  return standardEndpoint(options)(request);
}

function urlOf(options: EndpointOptions): string {
  const { baseUrl, path } = resolve(options);
  return baseUrl + path;
}

const region = 'cn-hangzhou';

describeEndpoint({ describe, it }, standardEndpoint({ region }), { name: 'standardEndpoint' });
describeEndpoint({ describe, it }, standardEndpoint({ region, endpoint: '127.0.0.1:9000' }), { name: 'path style' });

describe('standardEndpoint', () => {
  it('default', () => {
    expect(resolve({ region })).toEqual({
      baseUrl: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
      path: '/dir/ob%20ject.txt',
      region: 'cn-hangzhou',
      product: 'oss',
    });
  });

  it.each<[EndpointOptions, string]>([
    [{ region: 'oss-cn-hangzhou' }, 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/'],
    [{ region, useInternalEndpoint: true }, 'https://examplebucket.oss-cn-hangzhou-internal.aliyuncs.com/'],
    [{ region, useDualStackEndpoint: true }, 'https://examplebucket.cn-hangzhou.oss.aliyuncs.com/'],
    [{ region, useAccelerateEndpoint: true }, 'https://examplebucket.oss-accelerate.aliyuncs.com/'],
    [{ region, useAccelerateEndpoint: 'overseas' }, 'https://examplebucket.oss-accelerate-overseas.aliyuncs.com/'],
    [{ region, disableSsl: true }, 'http://examplebucket.oss-cn-hangzhou.aliyuncs.com/'],
    [{ region, usePathStyle: true }, 'https://oss-cn-hangzhou.aliyuncs.com/examplebucket/'],
    [{ region, endpoint: 'oss.example' }, 'https://examplebucket.oss.example/'],
    [{ region, endpoint: 'oss.example', disableSsl: true }, 'http://examplebucket.oss.example/'],
    [{ region, endpoint: 'https://oss.example:8443/', disableSsl: true }, 'https://examplebucket.oss.example:8443/'],
    [{ region, endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000/examplebucket/'],
    [{ region, endpoint: '10.0.0.1' }, 'https://10.0.0.1/examplebucket/'],
    [{ region, endpoint: 'http://[::1]:9000' }, 'http://[::1]:9000/examplebucket/'],
    [{ region, endpoint: '[2001:db8::ff00:42:8329]' }, 'https://[2001:db8::ff00:42:8329]/examplebucket/'],
    [{ region, endpoint: '[::ffff:192.0.2.1]' }, 'https://[::ffff:192.0.2.1]/examplebucket/'],
    [{ region, endpoint: 'http://static.example.com', useCname: true }, 'http://static.example.com/'],
    [
      { region, endpoint: 'static.example.com:81', useCname: true, usePathStyle: true },
      'https://static.example.com:81/',
    ],
    [{ region, endpoint: 'http://127.0.0.1:9000', useCname: true }, 'http://127.0.0.1:9000/examplebucket/'],
    [{ region, endpoint: 'oss.example', useInternalEndpoint: true }, 'https://examplebucket.oss.example/'],
  ])('option: %o', (options, prefix) => {
    expect(urlOf(options)).toBe(`${prefix}dir/ob%20ject.txt`);
    expect(resolve(options).region).toBe('cn-hangzhou');
  });

  it.each([
    ['oss-cn-beijing.aliyuncs.com', 'cn-beijing'],
    ['https://oss-cn-beijing-internal.aliyuncs.com', 'cn-beijing'],
    ['cn-beijing.oss.aliyuncs.com', 'cn-beijing'],
    ['oss-cn-shanghai-finance-1-internal.aliyuncs.com', 'cn-shanghai-finance-1'],
    ['oss-cn-north-2-gov-1.aliyuncs.com', 'cn-north-2-gov-1'],
    ['oss-rg-china-mainland.aliyuncs.com', 'rg-china-mainland'],
  ])('behavior: reads the region from %s', (endpoint, expected) => {
    expect(resolve({ endpoint }).region).toBe(expected);
  });

  it.each([
    'static.example.com',
    'oss-accelerate.aliyuncs.com',
    'oss-accelerate-overseas.aliyuncs.com',
    'oss-cn-hzfinance.aliyuncs.com',
    'oss-cn-shenzhen-finance-1-pub.aliyuncs.com',
    'oss-internal.aliyuncs.com',
    'cn-hangzhou-internal.oss-data-acc.aliyuncs.com',
    '127.0.0.1',
  ])('error: %s does not contain the region', (endpoint) => {
    expect(() => resolve({ endpoint })).toThrow(
      expect.objectContaining({
        code: 'MissingRegion',
        message: expect.stringContaining('the endpoint does not contain it'),
      }),
    );
  });

  it('option: cloudBoxId, or the host name of a cloud box', () => {
    const scope = { region: 'cb-123', product: 'oss-cloudbox' };
    const endpoint = 'http://cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com';
    expect(resolve({ region, endpoint: 'http://box.example', cloudBoxId: 'cb-123' })).toMatchObject(scope);
    expect(resolve({ endpoint })).toMatchObject({
      ...scope,
      baseUrl: 'http://examplebucket.cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com',
    });
    expect(resolve({ endpoint: endpoint.replace('cloudbox', 'cloudbox-control') })).toMatchObject(scope);
    expect(resolve({ region, endpoint: endpoint.replace('cb-', 'xx-') }).product).toBe('oss');
  });

  it('behavior: a request without a key is for the bucket', () => {
    const { key: _, ...bucketRequest } = request;
    expect(standardEndpoint({ region })(bucketRequest).path).toBe('/');
    expect(standardEndpoint({ region, usePathStyle: true })(bucketRequest).path).toBe('/examplebucket/');
  });

  it.each(['CN-HANGZHOU', 'cn_hangzhou', 'cn-hangzhou.', '-cn', 'cn hangzhou', 'oss-cn-hangzhou.aliyuncs.com'])(
    'error: region %j',
    (malformed) => {
      expect(() => resolve({ region: malformed })).toThrow(
        expect.objectContaining({
          code: 'InvalidRegion',
          message: expect.stringContaining(`${JSON.stringify(malformed)} is not a region ID`),
        }),
      );
    },
  );

  it('error: an internal host name as region', () => {
    expect(() => resolve({ region: 'oss-cn-hangzhou-internal' })).toThrow(
      expect.objectContaining({ code: 'InvalidRegion', message: expect.stringContaining('useInternalEndpoint: true') }),
    );
  });

  it.each([
    'ftp://oss.example',
    'https://oss.example/path',
    'oss.example?x=1',
    'oss.example#f',
    'oss..example',
    'oss.example:0',
    'oss.example:65536',
    '256.0.0.1',
    '1.2.3',
    '[::1',
    '[1::2::3]',
    '[12345::]',
    '::1',
    'bücher.example',
    ' oss.example',
    'https://',
  ])('error: endpoint %j', (endpoint) => {
    expect(() => resolve({ region, endpoint })).toThrow(expect.objectContaining({ code: 'InvalidEndpoint' }));
  });

  it('error: user info is refused and not in the message', () => {
    const endpoint = 'https://user:canary@oss.example';
    expect(() => resolve({ region, endpoint })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('canary') }),
    );
  });

  it.each([
    'examplebucket.oss-cn-hangzhou.aliyuncs.com',
    'examplebucket.oss-cn-hangzhou-internal.aliyuncs.com',
    'examplebucket.cn-hangzhou.oss.aliyuncs.com',
    'examplebucket.oss-accelerate.aliyuncs.com',
  ])('error: an endpoint that starts with the bucket: %s', (endpoint) => {
    expect(() => resolve({ region, endpoint })).toThrow(
      expect.objectContaining({
        code: 'InvalidEndpoint',
        message: expect.stringContaining('Use the host without the bucket.'),
      }),
    );
    expect(urlOf({ region, endpoint, useCname: true })).toBe(`https://${endpoint}/dir/ob%20ject.txt`);
  });

  it.each([
    'oss-cn-hangzhou.aliyuncs.com',
    'http://oss-cn-hangzhou-internal.aliyuncs.com:80',
    'cn-hangzhou.oss.aliyuncs.com',
    'oss-us-west-1.aliyuncs.com',
  ])('error: ConflictingRegions for cn-beijing and %s', (endpoint) => {
    expect(() => resolve({ region: 'cn-beijing', endpoint })).toThrow(
      expect.objectContaining({ code: 'ConflictingRegions', phase: 'config' }),
    );
  });

  it.each([
    ['cn-hangzhou', 'oss-cn-hangzhou-internal.aliyuncs.com'],
    ['oss-cn-hangzhou', 'cn-hangzhou.oss.aliyuncs.com'],
    ['cn-beijing', 'oss-accelerate.aliyuncs.com'],
    ['ap-southeast-1', 'oss-accelerate-overseas.aliyuncs.com'],
    ['cn-hangzhou-finance', 'oss-cn-hzfinance.aliyuncs.com'],
    ['cn-hangzhou', 'oss-cn-hzfinance-internal.aliyuncs.com'],
    ['cn-shanghai-finance-1', 'oss-cn-shanghai-finance-1-pub.aliyuncs.com'],
    ['cn-north-2-gov-1', 'oss-cn-north-2-gov-1-internal.aliyuncs.com'],
    ['cn-hangzhou', 'oss-cn-hangzhou-zmf.aliyuncs.com'],
    ['cn-hangzhou', 'oss-rg-china-mainland.aliyuncs.com'],
    ['cn-beijing', 'cn-beijing-h-internal.oss-data-acc.aliyuncs.com'],
    ['cn-qingdao', 'oss-cn-qingdao.oss-object-process.aliyuncs.com'],
    ['cn-hangzhou', 'vpc100-oss-cn-beijing.aliyuncs.com'],
    ['cn-beijing', 'oss.example.com'],
  ])('behavior: the region %s with the endpoint %s stays unchanged', (given, endpoint) => {
    expect(resolve({ region: given, endpoint }).region).toBe(given.replace(/^oss-/, ''));
  });

  it('error: useCname without a domain', () => {
    expect(() => resolve({ region, useCname: true })).toThrow(expect.objectContaining({ code: 'MissingEndpoint' }));
  });

  it('error: two endpoint flags', () => {
    expect(() => resolve({ region, useInternalEndpoint: true, useAccelerateEndpoint: true })).toThrow(
      expect.objectContaining({ code: 'ConflictingEndpoints' }),
    );
  });
});
