import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { startLocalOss } from '@ossferry/local-oss';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDns } from './dns-server.test-support.ts';
import { type CheckCnameOptions, type CnameReport, checkCname } from './index.ts';
import { startTls } from './tls-server.test-support.ts';

const domain = 'static.example.com';
const target = 'examplebucket.oss-cn-hangzhou.aliyuncs.com';
const zone = { [`CNAME ${domain}`]: target, [`A ${domain}`]: '127.0.0.1' };
const end = new Date('2026-12-31T00:00:00Z');

/** Starts correct DNS, TLS and OSS servers on this machine. */
async function startEverything(): Promise<CheckCnameOptions> {
  return {
    resolver: await startDns(zone),
    port: await startOss([domain]),
    tlsPort: await startTls('*.example.com', end),
    now: () => Date.parse('2026-06-01T00:00:00Z'),
    bucket: 'examplebucket',
    region: 'cn-hangzhou',
  };
}

async function startOss(customDomains: string[]): Promise<number> {
  const local = await startLocalOss({ buckets: [{ name: 'examplebucket', customDomains }], accounts: [] });
  onTestFinished(() => local.close());
  return local.port;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const startHttp = (listener: RequestListener) => listen(createServer(listener));

function statuses(report: CnameReport): Record<string, string> {
  return Object.fromEntries(report.findings.map(({ name, status }) => [name, status]));
}

function foundBy(report: CnameReport, name: string): string | undefined {
  return report.findings.find((finding) => finding.name === name)?.found;
}

describe('checkCname', () => {
  it('default: returns facts and findings about DNS, certificate and OSS', async () => {
    const report = await checkCname('Static.Example.com', await startEverything());
    expect(report.domain).toBe(domain);
    expect(report.facts).toEqual({
      dns: {
        chain: [target],
        target: { host: target, bucket: 'examplebucket', region: 'cn-hangzhou', network: 'public' },
        addresses: ['127.0.0.1'],
        failure: undefined,
      },
      certificate: {
        names: ['*.example.com'],
        coversDomain: true,
        distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        validFrom: new Date('2026-01-01T00:00:00Z'),
        validTo: end,
      },
      answer: { status: 403, requestId: expect.any(String), ossCode: 'AccessDenied', ec: expect.any(String) },
    });
    // Only the certificate fails, because it is self-signed.
    expect(statuses(report)).toEqual({
      dns: 'pass',
      bucket: 'pass',
      region: 'pass',
      certificate: 'fail',
      'certificate-end': 'pass',
      oss: 'pass',
    });
    expect(foundBy(report, 'dns')).toBe(`${domain} → ${target}.`);
    expect(foundBy(report, 'oss')).toMatch(/^OSS returned 403 AccessDenied \(request ID \w+, EC \d{4}-\d+\)\.$/);
  });

  it('behavior: a target without a region in its name is a warning', async () => {
    const finance = 'examplebucket.oss-cn-hzfinance.aliyuncs.com';
    const resolver = await startDns({ [`CNAME ${domain}`]: finance, [`A ${domain}`]: '127.0.0.1' });
    const report = await checkCname(domain, {
      ...(await startEverything()),
      resolver,
      region: 'cn-hangzhou-finance',
    });
    expect(statuses(report)).toMatchObject({ dns: 'pass', bucket: 'pass', region: 'warn', oss: 'pass' });
  });

  it('option: bucket and region are compared with the CNAME target', async () => {
    const everything = await startEverything();
    const report = await checkCname(domain, { ...everything, bucket: 'otherbucket', region: 'oss-cn-beijing' });
    expect(statuses(report)).toMatchObject({ dns: 'pass', bucket: 'fail', region: 'fail' });
    expect(foundBy(report, 'bucket')).toBe('The CNAME target is the bucket examplebucket, not otherbucket.');
    expect(foundBy(report, 'region')).toBe('The CNAME target is in cn-hangzhou, not in cn-beijing.');
  });

  it('option: now is compared with the expiration of the certificate', async () => {
    const everything = await startEverything();
    const at = async (now: string) => {
      const report = await checkCname(domain, { ...everything, now: () => Date.parse(now) });
      return [statuses(report)['certificate-end'], foundBy(report, 'certificate-end')];
    };
    expect(await at('2026-12-20T12:00:00Z')).toEqual([
      'warn',
      'The certificate expires on 2026-12-31T00:00:00.000Z, in 10 days.',
    ]);
    expect(await at('2027-01-01T00:00:00Z')).toEqual(['fail', 'The certificate expired on 2026-12-31T00:00:00.000Z.']);
    expect(await at('2025-12-31T00:00:00Z')).toEqual([
      'fail',
      'The certificate is not valid before 2026-01-01T00:00:00.000Z.',
    ]);
  });

  it('option: an http:// domain sets the port and does not need a certificate', async () => {
    const { port, ...everything } = await startEverything();
    const tlsPort = await listen(createTcpServer((socket) => socket.destroy()));
    const report = await checkCname(`http://${domain}:${port}`, { ...everything, tlsPort });
    expect(statuses(report)).toMatchObject({ certificate: 'warn', oss: 'pass' });
    expect(report.facts.certificate).toEqual({ failure: 'ECONNRESET' });
  });

  it('behavior: follows a chain of CNAME records to the OSS host', async () => {
    const chained = { ...zone, [`CNAME ${domain}`]: 'Edge.example.net', 'CNAME edge.example.net': target };
    const { facts } = await checkCname(domain, { ...(await startEverything()), resolver: await startDns(chained) });
    expect(facts.dns.chain).toEqual(['edge.example.net', target]);
    expect(facts.dns.target?.bucket).toBe('examplebucket');
  });

  it('behavior: stops at a loop of CNAME records', async () => {
    const circle = { ...zone, [`CNAME ${domain}`]: 'a.example.net', 'CNAME a.example.net': domain };
    const { facts } = await checkCname(domain, { ...(await startEverything()), resolver: await startDns(circle) });
    expect(facts.dns.chain).toEqual(['a.example.net']);
  });

  it('behavior: addresses without a CNAME to OSS are a warning, because a CDN may be in front', async () => {
    const resolver = await startDns({ [`A ${domain}`]: '127.0.0.1' });
    const report = await checkCname(domain, { ...(await startEverything()), resolver });
    expect(statuses(report)).toMatchObject({ dns: 'warn', bucket: 'warn', region: 'warn', oss: 'pass' });
  });

  it('behavior: all checks fail for an unknown domain', async () => {
    const report = await checkCname(domain, { ...(await startEverything()), resolver: await startDns({}) });
    expect(report.facts.dns).toEqual({ chain: [], target: undefined, addresses: [], failure: 'ENOTFOUND' });
    expect(statuses(report)).toMatchObject({ dns: 'fail', certificate: 'fail', oss: 'fail' });
  });

  it('behavior: fails for a certificate with another name', async () => {
    const tlsPort = await startTls('www.example.org', end);
    const report = await checkCname(domain, { ...(await startEverything()), tlsPort });
    expect(foundBy(report, 'certificate')).toBe(`The certificate is for www.example.org, not for ${domain}.`);
  });

  it('behavior: fails for a domain that is not bound to a bucket', async () => {
    const report = await checkCname(domain, { ...(await startEverything()), port: await startOss([]) });
    expect(statuses(report)).toMatchObject({ oss: 'fail' });
  });

  it('behavior: fails for a server other than OSS', async () => {
    const port = await startHttp((_request, response) => response.writeHead(404).end('parked'));
    const report = await checkCname(domain, { ...(await startEverything()), port });
    expect(foundBy(report, 'oss')).toBe(`${domain} returned 404, but without x-oss-request-id: this is not OSS.`);
  });

  it('behavior: warns about a redirect of a server other than OSS', async () => {
    const port = await startHttp((_request, response) => response.writeHead(301, { location: '/' }).end());
    const report = await checkCname(domain, { ...(await startEverything()), port });
    expect(statuses(report)).toMatchObject({ oss: 'warn' });
  });

  it('behavior: warns if OSS is out of order', async () => {
    const port = await startHttp((_request, response) =>
      response.writeHead(503, { 'x-oss-request-id': '5C3D9175B6FC201293AD4890' }).end(),
    );
    const report = await checkCname(domain, { ...(await startEverything()), port });
    expect(statuses(report)).toMatchObject({ oss: 'warn' });
    expect(foundBy(report, 'oss')).toBe('OSS returned 503 (request ID 5C3D9175B6FC201293AD4890).');
  });

  it('behavior: does not download from a public bucket', async () => {
    const port = await startHttp((_request, response) => {
      response.writeHead(200, { 'x-oss-request-id': '5C3D9175B6FC201293AD4890' });
      response.write('never ends');
    });
    const { facts } = await checkCname(domain, { ...(await startEverything()), port });
    expect(facts.answer).toMatchObject({ status: 200, requestId: '5C3D9175B6FC201293AD4890', ossCode: undefined });
  });

  it('behavior: reads only the beginning of an endless error page', async () => {
    const port = await startHttp((_request, response) => {
      response.writeHead(404);
      const writeOn = () => {
        while (response.write('x'.repeat(16 * 1024)));
      };
      response.on('drain', writeOn);
      writeOn();
    });
    const { facts } = await checkCname(domain, { ...(await startEverything()), port });
    expect(facts.answer).toMatchObject({ status: 404 });
  });

  it('option: timeoutMs may be Infinity', async () => {
    const report = await checkCname(domain, { ...(await startEverything()), timeoutMs: Number.POSITIVE_INFINITY });
    expect(statuses(report)).toMatchObject({ dns: 'pass', bucket: 'pass' });
  });

  it('option: timeoutMs applies to servers that do not respond', async () => {
    const silent = await listen(createTcpServer());
    const options = { ...(await startEverything()), port: silent, tlsPort: silent, timeoutMs: 50 };
    const { facts } = await checkCname(domain, options);
    expect(facts.answer).toHaveProperty('failure');
    expect(facts.certificate).toHaveProperty('failure', 'TimeoutError');
  });

  it('option: timeoutMs applies to a resolver that does not respond', async () => {
    const silence = () => new Promise<never>(() => {});
    const resolver = { resolveCname: silence, resolve4: silence, resolve6: silence };
    const { facts } = await checkCname(domain, { resolver, timeoutMs: 50 });
    expect(facts.dns).toMatchObject({ addresses: [], failure: 'TimeoutError' });
  });

  it('error: an aborted signal rejects with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const port = await listen(createTcpServer(() => controller.abort(reason)));
    const options = { ...(await startEverything()), port, signal: controller.signal };
    await expect(checkCname(domain, options)).rejects.toBe(reason);
    await expect(checkCname(domain, options)).rejects.toBe(reason);
  });

  it.each(['', 'static.example.com/path', 'oss-cn-hangzhou.aliyuncs.com'])(
    'error: %j is not a custom domain',
    async (name) => {
      await expect(checkCname(name)).rejects.toMatchObject({ code: 'InvalidCustomDomain' });
    },
  );
});
