import type { Credentials } from '@ossferry/contract';
import { definePlugin } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { type ClientOptions, type GetObjectInput, getObject } from '../index.ts';
import { credentials, testClient } from './kernel.test-support.ts';

// Requests that OSS refuses: contradictions are errors; what other hosts may accept is a warning.
const address = { bucket: 'examplebucket', key: 'k' };

/** Returns the codes of the warnings about a URL. */
async function warningsOf(input: Partial<GetObjectInput>, options: ClientOptions = {}): Promise<readonly string[]> {
  const { warnings } = await testClient(options).presign(getObject({ ...address, ...input }));
  return warnings.map(({ code }) => code);
}

describe('warnings', () => {
  it.each<[string, Partial<GetObjectInput>]>([
    ['VersionIdEmpty', { versionId: '' }],
    ['KeyBeginsWithSlash', { key: '/k' }],
    ['KeyBeginsWithSlash', { key: '\\k' }],
    ['TrafficLimitRefused', { trafficLimit: 819_199 }],
    ['TrafficLimitRefused', { trafficLimit: 838_860_801 }],
    ['TrafficLimitRefused', { parameters: { 'x-oss-traffic-limit': '1e6' } }],
  ])('behavior: %s, for %j', async (code, input) => {
    expect(await warningsOf(input)).toEqual([code]);
  });

  it.each<Partial<GetObjectInput>>([
    { trafficLimit: 819_200 },
    { parameters: { 'x-oss-traffic-limit': '838860800' } },
    { key: 'a/\\b/' },
    { versionId: 'null' },
  ])('behavior: no warning for %j', async (input) => {
    expect(await warningsOf(input)).toEqual([]);
  });

  it.each<[ClientOptions, number]>([
    [{ usePathStyle: true }, 1],
    [{ usePathStyle: true, useInternalEndpoint: true }, 1],
    [{ usePathStyle: true, useDualStackEndpoint: true }, 1],
    [{ usePathStyle: true, useAccelerateEndpoint: true }, 1],
    [{ usePathStyle: true, endpoint: 'https://oss-cn-hangzhou.aliyuncs.com:443' }, 1],
    [{ usePathStyle: true, endpoint: 'https://oss.example.com' }, 0],
    [{ useDualStackEndpoint: true }, 0],
    [{ useAccelerateEndpoint: true }, 0],
    [{ endpoint: 'https://static.example.com', useCname: true }, 0],
    [{}, 0],
  ])("behavior: path style on OSS's own hosts: %j", async (options, count) => {
    const warnings = await warningsOf({}, options);
    expect(warnings.filter((code) => code === 'PathStyleRefused')).toHaveLength(count);
  });

  it.each<[ClientOptions, readonly string[]]>([
    [{ region: 'hangzhou' }, ['RegionIncomplete']],
    [{ region: 'hangzhou', endpoint: 'static.example.com', useCname: true }, ['RegionIncomplete']],
    [{ region: 'local', endpoint: 'https://127.0.0.1:9000' }, []],
    [{ region: 'local', endpoint: 'http://localhost:9000' }, []],
    [{ region: 'cn-hangzhou-finance-1' }, []],
    [{ cloudBoxId: 'cb-f8z7yvzgwfkl9q0h' }, []],
  ])('behavior: a region without a prefix: %j', async (options, codes) => {
    expect(await warningsOf({}, options)).toEqual(codes);
  });

  it('behavior: the warning of such a region is also true for a private cloud', async () => {
    const client = testClient({ region: 'env17', endpoint: 'https://oss.cloud.example.com' });
    const { warnings } = await client.presign(getObject(address));
    expect(warnings.map(({ message }) => message)).toEqual([
      'The region "env17" has no prefix: public OSS uses IDs like cn-hangzhou.',
    ]);
  });

  it('behavior: a temporary access key ID without a token', async () => {
    const pair: Credentials = { ...credentials, accessKeyId: 'STS.NUmExample' };
    expect(await warningsOf({}, { credentials: pair })).toEqual(['TokenMissing']);
    const complete = { ...pair, securityToken: 'token', expiration: new Date('2030-01-01') };
    expect(await warningsOf({}, { credentials: complete })).toEqual([]);
    const headers = { 'x-oss-security-token': 'token' };
    expect(await warningsOf({ headers }, { credentials: pair })).toEqual([]);
  });
});

describe('contradictions', () => {
  it('error: the traffic limit as field and as parameter, also for send', async () => {
    const request = getObject({
      ...address,
      trafficLimit: 819_200,
      parameters: { 'x-oss-traffic-limit': '819200' },
    });
    const client = testClient();
    for (const failing of [client.presign(request), client.send(request)]) {
      await expect(failing).rejects.toMatchObject({
        code: 'InvalidParameter',
        message: expect.stringContaining('both in the query and in a header'),
      });
    }
  });

  it('error: a token both in a header and in the URL', async () => {
    const request = getObject({ ...address, headers: { 'x-oss-security-token': 'canary' } });
    const presigning = testClient({ credentials: { ...credentials, securityToken: 'canary' } }).presign(request);
    await expect(presigning).rejects.toMatchObject({
      code: 'InvalidHeader',
      message: expect.not.stringContaining('canary'),
    });
    expect((await testClient().presign(request)).signedHeaders).toEqual({ 'x-oss-security-token': 'canary' });
  });

  it('error: a plugin repeats a parameter', async () => {
    const again = definePlugin('again', (host) =>
      host.use('presign', ({ request, options }, next) =>
        next({ request: { ...request, query: [...request.query, ['versionId', 'w']] }, options }),
      ),
    );
    const client = testClient({ plugins: [again] });
    await expect(client.presign(getObject({ ...address, versionId: 'v' }))).rejects.toMatchObject({
      code: 'InvalidParameter',
      message: expect.stringContaining('has the parameter "versionId" twice'),
    });
    expect((await client.presign(getObject(address))).url).toContain('versionId=w');
  });
});
