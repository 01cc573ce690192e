import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { checkCustomDomain, isCustomDomain } from './check-custom-domain.ts';
import { checkDns } from './check-dns.ts';
import { checkPermission } from './check-permission.ts';
import { checkRegion } from './check-region.ts';
import type { ProbeResponse } from './probe.ts';

const response = (status: number, body = ''): ProbeResponse => ({
  status,
  header: () => undefined,
  headers: {},
  body,
  atMs: 0,
});
const signed = 'x-oss-credential=LTAI%2F20260101%2Fcn-hangzhou%2Foss%2Faliyun_v4_request';

describe('checkRegion', () => {
  it('default: host and signature agree', () => {
    const url = `https://bucket.oss-cn-hangzhou.aliyuncs.com/key?${signed}`;
    expect(checkRegion(url, response(206)).status).toBe('pass');
  });

  it.each(['oss-cn-beijing', 'oss-cn-beijing-internal'])('error: the host is %s', (host) => {
    const { status, finding } = checkRegion(`https://bucket.${host}.aliyuncs.com/key?${signed}`, undefined);
    expect({ status, finding }).toEqual({
      status: 'fail',
      finding: 'The URL is signed for cn-hangzhou, but its host is in cn-beijing.',
    });
  });

  it('behavior: accelerate endpoints and V1 have no region', () => {
    expect(checkRegion(`https://bucket.oss-accelerate.aliyuncs.com/key?${signed}`, response(206)).status).toBe('pass');
    expect(checkRegion('https://bucket.oss-cn-hangzhou.aliyuncs.com/key?Signature=x', response(206)).status).toBe(
      'skip',
    );
  });

  it('error: OSS reports the endpoint of the bucket', () => {
    const body = '<Error><Code>AccessDenied</Code><Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint></Error>';
    expect(checkRegion(`https://h/key?${signed}`, response(403, body)).finding).toBe(
      'The endpoint of the bucket is oss-cn-beijing.aliyuncs.com.',
    );
  });
});

describe('checkPermission', () => {
  it('behavior: signature and token in a response are masked', async () => {
    const secrets = ['canary'.repeat(10), 'CanaryTokenCanary+/='];
    const query = `x-oss-security-token=${encodeURIComponent(secrets[1] ?? '')}&x-oss-signature=${secrets[0]}`;
    const body = `<Error><Code>Blocked</Code><Message>${secrets.join(' and ')}</Message></Error>`;
    const { finding } = await checkPermission(`https://h/k?${query}`, response(403, body), async () => undefined);
    expect(finding).toBe('OSS returned 403 Blocked: *** and ***.');
  });
});

describe('checkDns', () => {
  const unresolved = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));

  it('default: a name that resolves', async () => {
    const { status, finding } = await checkDns('oss.example', response(200), async () => ['192.0.2.1']);
    expect({ status, finding }).toEqual({ status: 'pass', finding: 'oss.example resolves to 192.0.2.1.' });
  });

  it('error: a name that does not resolve, except behind a proxy', async () => {
    const failureOf = (code: string) => ({ error: new OssError({ code, phase: 'connect', message: 'No response.' }) });
    expect((await checkDns('oss.example', failureOf('HostNotFound'), unresolved)).status).toBe('fail');
    expect((await checkDns('oss.example', failureOf('ProxyUnreachable'), unresolved)).status).toBe('skip');
    expect((await checkDns('oss.example', failureOf('InvalidCertificate'), unresolved)).status).toBe('skip');
    expect((await checkDns('oss.example', response(200), unresolved)).status).toBe('skip');
  });
});

describe('checkCustomDomain', () => {
  it('default: endpoints, IP addresses and local names are not custom domains', () => {
    expect(
      ['download.example.com', 'bucket.oss-cn-hangzhou.aliyuncs.com', '127.0.0.1', 'localhost', 'minio'].map((host) =>
        isCustomDomain(host),
      ),
    ).toEqual([true, false, false, false, false]);
  });

  it('behavior: a custom endpoint and its subdomains are not custom domains', () => {
    const endpoint = 'http://OSS.corp.example:9000/';
    expect(['oss.corp.example', 'b.oss.corp.example'].map((host) => isCustomDomain(host, endpoint))).toEqual([
      false,
      false,
    ]);
    expect(isCustomDomain('download.example.com', endpoint)).toBe(true);
  });

  const records: Record<string, string[]> = {
    'download.example.com': ['other.oss-cn-hangzhou.aliyuncs.com'],
  };
  const resolver = {
    resolveCname: async (name: string) => records[name] ?? [],
    resolve4: async () => ['127.0.0.1'],
    resolve6: async () => [],
  };
  const options = { bucket: 'bucket', region: 'cn-hangzhou', resolver, port: 1, tlsPort: 1 };

  it('behavior: a domain that responds through a proxy need not be reachable directly', async () => {
    const statusesOf = async (hasResponded: boolean): Promise<Record<string, string>> => {
      const results = await checkCustomDomain('https://download.example.com', { ...options, hasResponded });
      return Object.fromEntries(results.map(({ name, status }) => [name, status]));
    };
    expect(await statusesOf(false)).toMatchObject({ 'cname certificate': 'fail', 'cname oss': 'fail' });
    const proxied = await statusesOf(true);
    expect(proxied).toMatchObject({ 'cname certificate': 'skip', 'cname oss': 'skip', 'cname bucket': 'fail' });
  });

  it('error: a domain bound to another bucket', async () => {
    const results = await checkCustomDomain('https://download.example.com', { ...options, hasResponded: false });
    expect(results.map(({ name, status }) => [name, status])).toEqual(
      expect.arrayContaining([
        ['cname dns', 'pass'],
        ['cname bucket', 'fail'],
      ]),
    );
    for (const { status, nextStep } of results) if (status === 'fail') expect(nextStep).not.toBe('');
  });
});
