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
      finding: 'It is signed for cn-hangzhou, and sent to cn-beijing.',
    });
  });

  it('behavior: accelerate and V1 name no region', () => {
    expect(checkRegion(`https://bucket.oss-accelerate.aliyuncs.com/key?${signed}`, response(206)).status).toBe('pass');
    expect(checkRegion('https://bucket.oss-cn-hangzhou.aliyuncs.com/key?Signature=x', response(206)).status).toBe(
      'skip',
    );
  });

  it('error: OSS names the right endpoint', () => {
    const body = '<Error><Code>AccessDenied</Code><Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint></Error>';
    expect(checkRegion(`https://h/key?${signed}`, response(403, body)).finding).toBe(
      'The bucket is at oss-cn-beijing.aliyuncs.com.',
    );
  });
});

describe('checkPermission', () => {
  it('behavior: a server that repeats signature and token gets neither into the report', async () => {
    const secrets = ['canary'.repeat(10), 'CanaryTokenCanary+/='];
    const query = `x-oss-security-token=${encodeURIComponent(secrets[1] ?? '')}&x-oss-signature=${secrets[0]}`;
    const body = `<Error><Code>Blocked</Code><Message>${secrets.join(' and ')}</Message></Error>`;
    const { finding } = await checkPermission(`https://h/k?${query}`, response(403, body), async () => undefined);
    expect(finding).toBe('OSS answered 403 Blocked: *** and ***.');
  });
});

describe('checkDns', () => {
  const unknown = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));

  it('default: a name that is known', async () => {
    const { status, finding } = await checkDns('oss.example', response(200), async () => ['192.0.2.1']);
    expect({ status, finding }).toEqual({ status: 'pass', finding: 'oss.example is 192.0.2.1.' });
  });

  it('error: a name that is not known, unless a proxy knows it', async () => {
    const silence = (code: string) => ({ error: new OssError({ code, phase: 'connect', message: 'No response.' }) });
    expect((await checkDns('oss.example', silence('HostNotFound'), unknown)).status).toBe('fail');
    expect((await checkDns('oss.example', silence('ProxyUnreachable'), unknown)).status).toBe('skip');
    expect((await checkDns('oss.example', silence('InvalidCertificate'), unknown)).status).toBe('skip');
    expect((await checkDns('oss.example', response(200), unknown)).status).toBe('skip');
  });
});

describe('checkCustomDomain', () => {
  it('default: only domains of somebody’s own are looked at', () => {
    expect(
      ['download.example.com', 'bucket.oss-cn-hangzhou.aliyuncs.com', '127.0.0.1', 'localhost', 'minio'].map((host) =>
        isCustomDomain(host),
      ),
    ).toEqual([true, false, false, false, false]);
  });

  it('behavior: an endpoint of somebody’s own, and a bucket on it, is none', () => {
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

  it('behavior: a domain that answers, through a proxy, need not be reached without one', async () => {
    const statusesOf = async (answered: boolean): Promise<Record<string, string>> => {
      const results = await checkCustomDomain('https://download.example.com', { ...options, answered });
      return Object.fromEntries(results.map(({ name, status }) => [name, status]));
    };
    expect(await statusesOf(false)).toMatchObject({ 'cname certificate': 'fail', 'cname oss': 'fail' });
    const proxied = await statusesOf(true);
    expect(proxied).toMatchObject({ 'cname certificate': 'skip', 'cname oss': 'skip', 'cname bucket': 'fail' });
  });

  it('error: a domain that leads to another bucket', async () => {
    const results = await checkCustomDomain('https://download.example.com', { ...options, answered: false });
    expect(results.map(({ name, status }) => [name, status])).toEqual(
      expect.arrayContaining([
        ['cname dns', 'pass'],
        ['cname bucket', 'fail'],
      ]),
    );
    for (const { status, nextStep } of results) if (status === 'fail') expect(nextStep).not.toBe('');
  });
});
