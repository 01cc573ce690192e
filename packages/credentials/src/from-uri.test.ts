import { describe, expect, it } from 'vitest';
import { failureOf } from './failure-of.test-support.ts';
import { fakeServer } from './fake-server.test-support.ts';
import { fakeClock } from './fake-source.test-support.ts';
import { fromUri } from './from-uri.ts';

const answer = {
  Code: 'Success',
  AccessKeyId: 'STS.uri',
  AccessKeySecret: 'uri-secret',
  SecurityToken: 'uri-token',
  Expiration: '2099-01-01T00:00:00Z',
};

describe('fromUri', () => {
  it.each(['127.0.0.1', '::1'])('default: plain http to the literal loopback address %s', async (hostname) => {
    const server = await fakeServer(() => ({ body: answer }), hostname);
    const provider = fromUri({ uri: `${server.url}/credentials?scope=x`, env: {} });
    expect(await provider()).toMatchObject({
      accessKeyId: 'STS.uri',
      accessKeySecret: 'uri-secret',
      securityToken: 'uri-token',
      expiration: new Date('2099-01-01T00:00:00Z'),
      source: 'uri',
    });
    await provider();
    expect(server.requests).toMatchObject([{ method: 'GET', target: '/credentials?scope=x', body: '' }]);
  });

  it('default: reads the URI from the variable', async () => {
    const server = await fakeServer(() => ({ body: answer }));
    const env = { ALIBABA_CLOUD_CREDENTIALS_URI: server.url };
    expect(await fromUri({ env })()).toMatchObject({ accessKeyId: 'STS.uri' });
  });

  it('option: timeoutMs may be Infinity; NaN is refused', async () => {
    const server = await fakeServer(() => ({ body: answer }));
    const ask = (timeoutMs: number) => fromUri({ uri: server.url, env: {}, timeoutMs })();
    expect(await ask(Number.POSITIVE_INFINITY)).toMatchObject({ accessKeyId: 'STS.uri' });
    await expect(ask(Number.NaN)).rejects.toMatchObject({ code: 'InvalidOption' });
  });

  it('error: absent without a URI', async () => {
    expect(await failureOf(fromUri({ env: {} })())).toMatchObject({ code: 'NotConfigured', absent: true });
  });

  it('behavior: https to any host; http to loopback addresses and allowed hosts', async () => {
    const urls: string[] = [];
    const transport = async ({ url }: { readonly url: string }): Promise<Response> => {
      urls.push(url);
      return Response.json(answer);
    };
    await fromUri({ uri: 'https://broker.example.com/x', transport, env: {} })();
    await fromUri({ uri: 'http://10.0.0.7/x', allowedHttpHosts: ['10.0.0.7'], transport, env: {} })();
    await fromUri({ uri: 'http://2130706433:80/x', transport, env: {} })();
    expect(urls).toEqual(['https://broker.example.com/x', 'http://10.0.0.7/x', 'http://127.0.0.1/x']);
  });

  it.each([
    'http://localhost/',
    'http://localhost./',
    'http://10.0.0.7/',
    'http://192.168.1.1/',
    'http://3232235777/',
    'http://0.0.0.0/',
    'http://[::ffff:127.0.0.1]/',
    'http://broker.example.com/',
    'http://127.0.0.1.example.com/',
    'https://user:SENTINEL@broker.example.com/',
    'https://broker.example.com/#SENTINEL',
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'https://100.100.100.200/latest',
    'https://169.254.169.254/',
    'https://[::ffff:100.100.100.200]/',
    'https://[fe80::1]/',
    'SENTINEL',
  ])('error: %s is refused before anything is sent', async (uri) => {
    const error = await failureOf(fromUri({ uri, env: {}, transport: () => expect.unreachable() })());
    expect(error).toMatchObject({ code: 'UrlRefused', absent: false });
    expect(error.message).not.toContain('SENTINEL');
  });

  it('error: instance metadata is refused even if its host is allowed', async () => {
    const uri = 'http://100.100.100.200/latest/meta-data/ram/security-credentials/role';
    const provider = fromUri({ uri, env: {}, allowedHttpHosts: ['100.100.100.200'] });
    expect(await failureOf(provider())).toMatchObject({ code: 'UrlRefused' });
  });

  it('error: a redirect is not followed', async () => {
    const target = await fakeServer(() => ({ body: answer }));
    const server = await fakeServer(() => ({ status: 302, headers: { location: target.url } }));
    expect(await failureOf(fromUri({ uri: server.url, env: {} })())).toMatchObject({ code: 'Redirected' });
    expect(target.requests).toHaveLength(0);
  });

  it('behavior: Code may be missing', async () => {
    const server = await fakeServer(() => ({ body: { ...answer, Code: undefined } }));
    expect(await fromUri({ uri: server.url, env: {} })()).toMatchObject({ accessKeyId: 'STS.uri' });
  });

  it.each<[string, object | string]>([
    ['Code: Fail', { ...answer, Code: 'Fail', AccessKeySecret: 'SENTINEL' }],
    ['no secret', { ...answer, AccessKeySecret: '', SecurityToken: 'SENTINEL' }],
    ['a number for an ID', { ...answer, AccessKeyId: 5, SecurityToken: 'SENTINEL' }],
    ['a malformed expiration', { ...answer, Expiration: 'SENTINEL' }],
    ['HTML', '<html>SENTINEL</html>'],
    ['null', 'null'],
    ['a list', '["SENTINEL"]'],
  ])('error: %s', async (_name, body) => {
    const server = await fakeServer(() => ({ body }));
    const error = await failureOf(fromUri({ uri: server.url, env: {} })());
    expect(error.code).toBe('InvalidAnswer');
    expect(error.message).not.toContain('SENTINEL');
  });

  it.each([
    [404, false],
    [500, true],
    [429, true],
  ])('error: status %d', async (status, retryable) => {
    const server = await fakeServer(() => ({ status, body: answer }));
    expect(await failureOf(fromUri({ uri: server.url, env: {} })())).toMatchObject({
      code: 'RequestRefused',
      status,
      retryable,
      absent: false,
    });
  });

  it('error: a response that is too large', async () => {
    const server = await fakeServer(() => ({ body: ' '.repeat(65_537) }));
    expect(await failureOf(fromUri({ uri: server.url, env: {} })())).toMatchObject({ code: 'AnswerTooLarge' });
  });

  it('error: a response that never ends', async () => {
    const server = await fakeServer(() => ({ behavior: 'drip' }));
    expect(await failureOf(fromUri({ uri: server.url, env: {}, timeoutMs: 60 })())).toMatchObject({
      code: 'RequestTimeout',
      retryable: true,
    });
  });

  it('error: the time limit also applies to a transport that ignores its signal', async () => {
    const transport = () => new Promise<never>(() => {});
    const provider = fromUri({ uri: 'https://broker.example.com', env: {}, timeoutMs: 20, transport });
    // AbortSignal.timeout does not keep the process alive.
    const alive = setInterval(() => {}, 10);
    expect(await failureOf(provider())).toMatchObject({ code: 'RequestTimeout' });
    clearInterval(alive);
  });

  it('behavior: without an expiration, the pair is fetched again after 5 minutes', async () => {
    const clock = fakeClock();
    const server = await fakeServer(() => ({ body: { AccessKeyId: 'id', AccessKeySecret: 'secret' } }));
    const provider = fromUri({ uri: server.url, env: {}, now: clock.now, random: () => 0.5 });
    await provider();
    clock.advance(299_999);
    await provider();
    expect(server.requests).toHaveLength(1);
    clock.advance(1);
    await provider();
    await provider({ rejected: true });
    expect(server.requests).toHaveLength(2);
  });

  it.each(['true', 'TRUE', '1'])('behavior: ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS=%s', async (value) => {
    const env = { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: value };
    const provider = fromUri({ uri: 'https://broker.example.com', env, transport: () => expect.unreachable() });
    expect(await failureOf(provider())).toMatchObject({ code: 'Disabled', absent: true });
  });
});
