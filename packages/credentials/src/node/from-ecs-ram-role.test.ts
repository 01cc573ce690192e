import { execFile } from 'node:child_process';
import type { Transport } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeServer, type Reply } from '../fake-server.test-support.ts';
import { fakeClock, settle } from '../fake-source.test-support.ts';
import { directTransport } from './direct-transport.ts';
import { fakeMetadata, metadataPair, seen } from './fake-metadata.test-support.ts';
import { type FromEcsRamRoleOptions, fromEcsRamRole } from './from-ecs-ram-role.ts';

const clock = fakeClock();

function options(metadataEndpoint: string, more: Partial<FromEcsRamRoleOptions> = {}): FromEcsRamRoleOptions {
  return { metadataEndpoint, env: {}, now: clock.now, ...more };
}

describe('fromEcsRamRole', () => {
  it('default: gets one token with PUT and reuses it', async () => {
    const server = await fakeMetadata();
    const ownClock = fakeClock();
    const provider = fromEcsRamRole(options(server.url, { now: ownClock.now, random: () => 0.5 }));
    expect(await provider()).toMatchObject({
      accessKeyId: 'STS.ecs',
      accessKeySecret: 'ecs-secret',
      securityToken: 'ecs-token',
      expiration: new Date(metadataPair.Expiration),
      source: 'ecs',
    });
    expect(server.requests[0]?.headers).toMatchObject({ 'x-aliyun-ecs-metadata-token-ttl-seconds': '21600' });
    ownClock.advance(21_400_000);
    await provider({ rejected: true });
    expect(seen(server)).toEqual([
      'PUT /latest/api/token',
      'GET …/ metadata-token-1',
      'GET …/reader metadata-token-1',
      'GET …/ metadata-token-1',
      'GET …/reader metadata-token-1',
    ]);
  });

  it('behavior: the token is renewed a minute before it expires', async () => {
    const server = await fakeMetadata(({ target }) =>
      target.endsWith('/reader') ? { body: { ...metadataPair, Expiration: '2099-01-01T00:00:00Z' } } : undefined,
    );
    const ownClock = fakeClock();
    const provider = fromEcsRamRole(options(server.url, { now: ownClock.now, roleName: 'reader' }));
    await provider();
    ownClock.advance(21_539_000);
    await provider({ rejected: true });
    ownClock.advance(31_000);
    await provider({ rejected: true });
    expect(seen(server).map((line) => line.split(' ')[0])).toEqual(['PUT', 'GET', 'GET', 'PUT', 'GET']);
  });

  it.each<[string, Partial<FromEcsRamRoleOptions>]>([
    ['an option', { roleName: 'reader' }],
    ['a variable', { env: { ALIBABA_CLOUD_ECS_METADATA: 'reader' } }],
  ])('option: a role named by %s is not discovered', async (_name, more) => {
    const server = await fakeMetadata();
    await fromEcsRamRole(options(server.url, more))();
    expect(seen(server)).toEqual(['PUT /latest/api/token', 'GET …/reader metadata-token-1']);
  });

  it.each([404, 405, 403, 500])('behavior: continues without a token if its status is %d', async (status) => {
    const server = await fakeMetadata(({ method }) => (method === 'PUT' ? { status, body: 'text' } : undefined));
    expect(await fromEcsRamRole(options(server.url))()).toMatchObject({ accessKeyId: 'STS.ecs' });
    expect(seen(server)).toEqual(['PUT /latest/api/token', 'GET …/', 'PUT /latest/api/token', 'GET …/reader']);
  });

  it('behavior: continues without a token if its request hangs', async () => {
    const server = await fakeMetadata(({ method }) => (method === 'PUT' ? { behavior: 'hang' } : undefined));
    const provider = fromEcsRamRole(options(server.url, { roleName: 'reader', timeoutMs: 100 }));
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.ecs' });
  });

  it.each<[string, Reply]>([
    ['the connection is reset', { behavior: 'reset' }],
    ['there is a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/login' } }],
    ['the response is too large', { body: 'x'.repeat(70_000) }],
    ['it is empty', { body: '' }],
    ['it contains a space', { body: 'a b' }],
    ['it contains a character that headers do not allow', { body: 'aé' }],
  ])('behavior: continues without a token if %s', async (_name, reply) => {
    const server = await fakeMetadata(({ method }) => (method === 'PUT' ? reply : undefined));
    expect(await fromEcsRamRole(options(server.url, { roleName: 'reader' }))()).toMatchObject({
      accessKeyId: 'STS.ecs',
    });
    expect(seen(server)).toEqual(['PUT /latest/api/token', 'GET …/reader']);
  });

  it('error: with IMDSv1 disabled, does not continue without a token if the connection is reset', async () => {
    const server = await fakeMetadata(({ method }) => (method === 'PUT' ? { behavior: 'reset' } : undefined));
    const provider = fromEcsRamRole(options(server.url, { roleName: 'reader', disableImdsV1: true }));
    expect(await failureOf(provider())).toMatchObject({ code: 'MetadataUnreachable', absent: false });
    expect(seen(server)).toEqual(['PUT /latest/api/token']);
  });

  it.each<[string, Partial<FromEcsRamRoleOptions>]>([
    ['the option', { disableImdsV1: true }],
    ['the variable', { env: { ALIBABA_CLOUD_IMDSV1_DISABLED: 'true' } }],
  ])('error: with IMDSv1 disabled by %s, sends no request without a token', async (_name, more) => {
    const server = await fakeMetadata(({ method }) => (method === 'PUT' ? { status: 404 } : undefined));
    expect(await failureOf(fromEcsRamRole(options(server.url, more))())).toMatchObject({
      code: 'RequestRefused',
      absent: false,
    });
    expect(seen(server)).toEqual(['PUT /latest/api/token']);
  });

  it.each([401, 403])('behavior: a token that is refused with status %d is renewed once', async (status) => {
    const server = await fakeMetadata(({ headers }) =>
      headers['x-aliyun-ecs-metadata-token'] === 'metadata-token-1' ? { status } : undefined,
    );
    expect(await fromEcsRamRole(options(server.url, { roleName: 'reader' }))()).toMatchObject({
      accessKeyId: 'STS.ecs',
    });
    expect(seen(server)).toEqual([
      'PUT /latest/api/token',
      'GET …/reader metadata-token-1',
      'PUT /latest/api/token',
      'GET …/reader metadata-token-3',
    ]);
  });

  it('error: a token that is never accepted', async () => {
    const server = await fakeMetadata(({ method }) => (method === 'GET' ? { status: 403 } : undefined));
    expect(await failureOf(fromEcsRamRole(options(server.url))())).toMatchObject({
      code: 'RequestRefused',
      status: 403,
    });
    expect(server.requests).toHaveLength(4);
  });

  it.each<[string, string | object]>([
    ['Code: Failed', { ...metadataPair, Code: 'Failed', AccessKeySecret: 'SENTINEL' }],
    ['no secret', { ...metadataPair, AccessKeySecret: undefined, SecurityToken: 'SENTINEL' }],
    ['no token', { ...metadataPair, SecurityToken: '', AccessKeySecret: 'SENTINEL' }],
    ['no expiration', { ...metadataPair, Expiration: undefined, AccessKeySecret: 'SENTINEL' }],
    ['not JSON', '<html>SENTINEL'],
  ])('error: %s', async (_name, body) => {
    const server = await fakeMetadata(({ target }) => (target.endsWith('/reader') ? { body } : undefined));
    const error = await failureOf(fromEcsRamRole(options(server.url))());
    expect(error).toMatchObject({ code: 'InvalidAnswer', absent: false });
    expect(error.message).not.toContain('SENTINEL');
  });

  it.each(['a/b', '..', '.', 'reader\nwriter', '<html>', '', 'x'.repeat(65), 'reader?x', 'reader%2f'])(
    'error: no request is sent for a role with the name %j',
    async (body) => {
      const server = await fakeMetadata(({ target }) => (target.endsWith('/') ? { body } : undefined));
      expect(await failureOf(fromEcsRamRole(options(server.url))())).toMatchObject({ code: 'InvalidAnswer' });
      expect(server.requests).toHaveLength(2);
    },
  );

  it('error: without a role the source is absent; a missing named role is an error', async () => {
    const server = await fakeMetadata(({ method }) => (method === 'GET' ? { status: 404 } : undefined));
    const found = await failureOf(fromEcsRamRole(options(server.url))());
    expect(found).toMatchObject({ code: 'NoRoleAttached', absent: true, status: 404 });
    const named = await failureOf(fromEcsRamRole(options(server.url, { roleName: 'writer' }))());
    expect(named).toMatchObject({ code: 'NoRoleAttached', absent: false });
  });

  it.each([
    [400, false, undefined],
    [429, true, undefined],
    [500, true, undefined],
    [403, false, 'Metadata access may be disabled for this instance.'],
  ])('error: status %d for a role', async (status, retryable, advice) => {
    const server = await fakeMetadata(({ method }) => (method === 'GET' ? { status } : undefined));
    const error = await failureOf(fromEcsRamRole(options(server.url, { roleName: 'reader' }))());
    expect(error).toMatchObject({ code: 'RequestRefused', absent: false, status, retryable });
    expect(error.advice).toBe(advice);
  });

  it.each([undefined, 'SUCCESS'])('behavior: the Code %s', async (code) => {
    const body = { ...metadataPair, Code: code };
    const server = await fakeMetadata(({ target }) => (target.endsWith('/reader') ? { body } : undefined));
    expect(await fromEcsRamRole(options(server.url))()).toMatchObject({ accessKeyId: 'STS.ecs' });
  });

  it('error: a metadataEndpoint that is not a URL', async () => {
    expect(await failureOf(fromEcsRamRole(options('100.100.100.200'))())).toMatchObject({
      code: 'InvalidOption',
      phase: 'config',
      absent: false,
    });
  });

  it('error: a service that hangs', async () => {
    const server = await fakeMetadata(() => ({ behavior: 'hang' }));
    const provider = fromEcsRamRole(options(server.url, { timeoutMs: 300 }));
    expect(await failureOf(provider())).toMatchObject({ code: 'MetadataUnreachable', absent: true });
    expect(seen(server)).toEqual(['PUT /latest/api/token', 'GET …/']);
  });

  it('error: a redirect is not followed', async () => {
    const target = await fakeMetadata();
    const server = await fakeServer(() => ({ status: 301, headers: { location: target.url } }));
    expect(await failureOf(fromEcsRamRole(options(server.url))())).toMatchObject({
      code: 'Redirected',
      absent: false,
    });
    expect(target.requests).toHaveLength(0);
  });

  it('behavior: ignores a proxy in the environment', async () => {
    const proxy = await fakeServer(() => ({ status: 500 }));
    const server = await fakeMetadata();
    const program = `
      import { fromEcsRamRole } from ${JSON.stringify(new URL('./from-ecs-ram-role.ts', import.meta.url).href)};
      const provider = fromEcsRamRole({ metadataEndpoint: '${server.url}', now: () => Date.parse('2026-03-01') });
      console.log((await provider()).accessKeyId);
    `;
    // In another process, because Node reads these variables at start; asynchronously, because the servers run in this one.
    const output = await new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        ['--conditions=@ossferry/source', '--input-type=module', '-e', program],
        { env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, http_proxy: proxy.url, ALL_PROXY: proxy.url } },
        (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
      );
    });
    expect(output).toBe('STS.ecs\n');
    expect(proxy.requests).toHaveLength(0);
  });

  it('behavior: if disabled, sends no request', async () => {
    const server = await fakeMetadata();
    const env = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'True' };
    const provider = fromEcsRamRole(options(server.url, { env, transport: () => expect.unreachable() }));
    expect(await failureOf(provider())).toMatchObject({ code: 'Disabled', absent: true });
  });

  it('behavior: without a metadata service, tries with and without a token, and again after 30 seconds', async () => {
    const ownClock = fakeClock();
    let sent = 0;
    const transport = async (): Promise<never> => {
      sent += 1;
      throw Object.assign(new Error('connect'), { code: 'EHOSTUNREACH' });
    };
    const provider = fromEcsRamRole({ env: {}, now: ownClock.now, transport });
    expect(await failureOf(provider())).toMatchObject({ code: 'MetadataUnreachable', absent: true });
    ownClock.advance(29_999);
    await failureOf(provider());
    expect(sent).toBe(2);
    ownClock.advance(1);
    await failureOf(provider());
    expect(sent).toBe(4);
  });

  it('error: without a metadata service, a named role is broken, not absent', async () => {
    const provider = fromEcsRamRole(options('http://127.0.0.1:1', { roleName: 'reader' }));
    expect(await failureOf(provider())).toMatchObject({ code: 'MetadataUnreachable', absent: false });
  });

  it.each<[string, Partial<FromEcsRamRoleOptions>]>([
    ['a named role', { roleName: 'reader' }],
    ['a discovered role', {}],
  ])('error: a timeout for %s is an error that is not cached', async (_name, more) => {
    const server = await fakeMetadata();
    let isSlow = true;
    const transport: Transport = async (request) => {
      if (isSlow && request.url.endsWith('/reader')) throw new Error('too slow');
      return directTransport(request);
    };
    const provider = fromEcsRamRole(options(server.url, { ...more, transport }));
    expect(await failureOf(provider())).toMatchObject({
      code: 'MetadataUnreachable',
      absent: false,
      retryable: true,
    });
    isSlow = false;
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.ecs' });
  });

  it('behavior: sends few requests while the platform returns the same pair', async () => {
    const ownClock = fakeClock();
    const server = await fakeMetadata();
    const provider = fromEcsRamRole(options(server.url, { now: ownClock.now, roleName: 'reader', random: () => 0.5 }));
    await provider();
    ownClock.advance(21_300_000);
    for (let second = 0; second < 60; second += 1) {
      await provider();
      await settle();
      ownClock.advance(1000);
    }
    expect(server.requests.length).toBeLessThanOrEqual(2 + 1 + 2);
  });
});
