import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { CorsRule } from '@ossferry/local-oss';
import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, hasSignals, type RunOptions, setUpCli } from '../cli.test-support.ts';
import { makeHome, withoutKeys } from '../credentials.test-support.ts';
import { startProxy } from '../network/proxy.test-support.ts';

const origin = 'https://app.example.com';
const exposeHeaders = ['ETag', 'Content-Range', 'Date', 'x-oss-request-id', 'Content-Disposition'];
const cors: CorsRule[] = [
  { allowedOrigins: [origin], allowedMethods: ['GET'], allowedHeaders: ['range'], exposeHeaders },
];
const cli = setUpCli({ cors });

beforeAll(async () => {
  await cli.local().putObject({ bucket, key: 'file', body: 'content' });
});

interface Result {
  readonly name: string;
  readonly status: string;
  readonly finding: string;
  readonly nextStep: string;
}

async function diagnose(args: readonly string[], options: RunOptions = {}) {
  const run = await cli.run(['doctor', ...args, '--json'], options);
  expect(run.text).not.toMatch(/canary|signature=\w/i);
  const { results, corsRule } = JSON.parse(run.text) as { results: Result[]; corsRule?: string };
  return {
    ...run,
    corsRule,
    statuses: Object.fromEntries(results.map(({ name, status }) => [name, status])),
    of: (name: string) => results.find((result) => result.name === name),
  };
}

const object = `oss://${bucket}/file`;

describe.concurrent('ossferry doctor', () => {
  it('default: credentials, the endpoint of the region and the clock', async () => {
    const { code, statuses, of } = await diagnose([]);
    expect(statuses).toEqual({ credentials: 'pass', dns: 'pass', endpoint: 'pass', clock: 'pass' });
    expect(code).toBe(0);
    expect(of('credentials')?.finding).toBe('env:OSS signs as LTAI***test.');
  });

  it('default: an object, in a table', async () => {
    const { code, text, stderr } = await cli.run(['doctor', object]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(text).toMatch(/^pass {2}credentials {2}env:OSS signs/);
    expect(text).toMatch(/^pass {2}permission {3}The object can be read/m);
    for (const name of ['region', 'range', 'gzip', 'crc64']) expect(text).toMatch(new RegExp(`^pass {2}${name} `, 'm'));
  });

  it('default: a URL needs no credentials', async () => {
    const { text: url } = await cli.run(['sign', object]);
    const env = { ...withoutKeys, OSS_REGION: '', OSS_ENDPOINT: '', HOME: await makeHome() };
    const { code, statuses } = await diagnose(['-'], { input: url, env });
    expect(code).toBe(0);
    expect(statuses).toMatchObject({ credentials: 'skip', permission: 'pass', crc64: 'pass' });
  });

  it('option: origin checks each header, and prints the missing rule', async () => {
    const { code, statuses, of, corsRule } = await diagnose([object, '--origin', origin]);
    expect(statuses).toMatchObject({
      'cors preflight': 'fail',
      'cors origin': 'pass',
      'cors ETag': 'pass',
      'cors x-oss-hash-crc64ecma': 'warn',
    });
    expect(code).toBe(4);
    expect(of('cors preflight')?.finding).toBe('These request headers are not allowed: if-match.');
    expect(corsRule).toContain(`<AllowedOrigin>${origin}</AllowedOrigin>`);
    for (const name of ['x-oss-hash-crc64ecma', 'Content-Encoding', 'Retry-After', 'Content-Disposition']) {
      expect(corsRule).toContain(`<ExposeHeader>${name}</ExposeHeader>`);
    }
    const other = await diagnose([object, '--origin', 'https://other.example.com']);
    expect(other.statuses).toMatchObject({ 'cors preflight': 'fail', 'cors origin': 'fail' });
  });

  it('error: no credentials', async () => {
    const { code, statuses } = await diagnose([object], { env: { ...withoutKeys, HOME: await makeHome() } });
    expect(statuses).toEqual({ credentials: 'fail', endpoint: 'skip' });
    expect(code).toBe(3);
  });

  it('error: a refusal is explained', async () => {
    const env = { OSS_ACCESS_KEY_SECRET: 'canary-wrong' };
    const { code, of, stderr } = await diagnose([object], { env });
    expect(code).toBe(4);
    expect(of('permission')).toMatchObject({
      status: 'fail',
      finding: expect.stringContaining('SignatureDoesNotMatch'),
      nextStep: expect.stringMatching(/\w/),
    });
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'ChecksFailed' } });
  });

  it('error: no such object', async () => {
    const { of, statuses } = await diagnose([`oss://${bucket}/missing`]);
    expect(of('permission')?.finding).toContain('NoSuchKey');
    expect(statuses).toMatchObject({ endpoint: 'pass', range: 'skip', gzip: 'skip', crc64: 'skip' });
  });

  it('error: signed for another region', async () => {
    const { of } = await diagnose([object, '--region', 'cn-beijing']);
    expect(of('region')).toMatchObject({ status: 'fail', nextStep: expect.stringContaining('region') });
  });

  it.each([
    ['range', 'warn', { type: 'ignore-range' }],
    ['crc64', 'warn', { type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }],
    ['clock', 'warn', { type: 'change-headers', headers: { date: new Date(Date.now() + 300_000).toUTCString() } }],
    ['clock', 'fail', { type: 'change-headers', headers: { date: new Date(Date.now() - 7_200_000).toUTCString() } }],
    ['endpoint', 'warn', { type: 'change-headers', headers: { 'x-oss-request-id': null } }],
    ['gzip', 'fail', { type: 'change-headers', headers: { 'content-encoding': 'gzip', etag: null } }],
    ['gzip', 'pass', { type: 'change-headers', headers: { 'content-encoding': 'gzip' } }],
    ['range', 'fail', { type: 'wrong-content-range', contentRange: 'bytes 5-5/7' }],
  ] as const)('behavior: %s is %s', async (name, status, fault) => {
    const key = `${name}-${status}`;
    await cli.local().putObject({ bucket, key, body: 'content' });
    cli.fault(key, () => fault);
    expect((await diagnose([`oss://${bucket}/${key}`])).of(name)).toMatchObject({ status });
  });

  it('behavior: an empty object is fine', async () => {
    await cli.local().putObject({ bucket, key: 'empty', body: '' });
    expect(await diagnose([`oss://${bucket}/empty`])).toMatchObject({
      code: 0,
      statuses: { permission: 'pass', range: 'pass', crc64: 'pass' },
    });
  });

  it('error: connection refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, of } = await diagnose([object], { env: { OSS_ENDPOINT: `http://127.0.0.1:${port}` } });
    expect(of('endpoint')).toMatchObject({ status: 'fail', finding: expect.stringContaining('ECONNREFUSED') });
    expect(of('permission')).toMatchObject({ status: 'skip' });
    expect(code).toBe(5);
  });

  it.runIf(hasSignals)('behavior: Ctrl-C does not wait for an unresponsive host', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const connected = once(server, 'connection');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { child, result } = cli.start(['doctor', `http://127.0.0.1:${port}/file`]);
    const [socket] = (await connected) as [Socket];
    child.kill('SIGINT');
    expect(await result).toMatchObject({ code: 130, text: '', stderr: 'ossferry: Interrupted.\n' });
    socket.destroy();
    server.close();
  });

  it('behavior: a host that only the proxy resolves is not checked as a custom domain', async () => {
    const proxy = await startProxy(206);
    const { statuses } = await diagnose(['http://download.invalid/file'], { env: { HTTP_PROXY: proxy.url } });
    expect(statuses).toMatchObject({ dns: 'skip', permission: 'pass' });
    expect(Object.keys(statuses).filter((name) => name.startsWith('cname'))).toEqual([]);
  });

  it('error: a failing proxy is the only failed check', async () => {
    const { url } = await startProxy(407);
    for (const [proxy, expected] of [
      ['http://127.0.0.1:1', 'The proxy cannot be reached (ECONNREFUSED).'],
      [url, 'The proxy refused the request to download.invalid (407).'],
    ] as const) {
      const { text } = await cli.run(['doctor', 'http://download.invalid/file', '--proxy', proxy, '--json']);
      const { results } = JSON.parse(text) as { results: Result[] };
      expect(results.filter(({ status }) => status === 'fail')).toMatchObject([
        { name: 'endpoint', finding: expected },
      ]);
    }
  });

  it('error: a URL with an invalid host', async () => {
    const run = await cli.run(['doctor', 'http://%zz/file']);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('is not a domain') });
  });

  it('behavior: an interrupted response is checked as far as it was received', async () => {
    await cli.local().putObject({ bucket, key: 'broken', body: 'content' });
    cli.fault('broken', () => ({ type: 'disconnect', afterBodyBytes: 0 }));
    expect((await diagnose([`oss://${bucket}/broken`])).statuses).toMatchObject({
      endpoint: 'pass',
      permission: 'pass',
    });
    cli.fault('broken', () => ({ type: 'disconnect' }));
    expect((await diagnose([`oss://${bucket}/broken`])).statuses).toMatchObject({
      endpoint: 'fail',
      permission: 'skip',
    });
  });

  it('error: invalid options are refused before any request', async () => {
    expect(await cli.run(['doctor', object, '--origin', 'app.example.com/x'])).toMatchObject({ code: 2 });
    expect(await cli.run(['doctor'], { env: { OSS_REGION: '', OSS_ENDPOINT: '' } })).toMatchObject({ code: 2 });
  });
});
