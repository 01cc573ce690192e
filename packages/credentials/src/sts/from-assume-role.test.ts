import type { Credentials, CredentialsRequest } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeClock, settle } from '../fake-source.test-support.ts';
import { assumed, fakeSts, refuse } from './fake-sts.test-support.ts';
import { type FromAssumeRoleOptions, fromAssumeRole } from './from-assume-role.ts';

const user: Credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
const roleArn = 'acs:ram::1234567890123456:role/reader';
const accounts = { testid: 'testsecret', 'STS.temp': 'temp-secret' };

function options(endpoint: string, more: Partial<FromAssumeRoleOptions> = {}): FromAssumeRoleOptions {
  return { source: user, roleArn, sessionName: 'alice', endpoint, env: {}, ...more };
}

describe('fromAssumeRole', () => {
  it.each(['v3', 'v1'] as const)('default: STS accepts a %s signature', async (signature) => {
    const sts = await fakeSts({ accounts });
    const credentials = await fromAssumeRole(options(sts.url, { signature }))();
    expect(credentials).toMatchObject({
      accessKeyId: 'STS.role-1',
      accessKeySecret: 'role-secret-1',
      securityToken: 'role-token-1',
      source: 'sts:AssumeRole',
    });
    expect(credentials?.expiration?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    const [request] = sts.requests;
    expect(request?.headers['authorization']?.startsWith('ACS3-HMAC-SHA256 ')).toBe(signature === 'v3' || undefined);
    const nonce = request?.headers['x-acs-signature-nonce'] ?? request?.query.get('SignatureNonce');
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(sts.accepted).toMatchObject([{ RoleArn: roleArn, RoleSessionName: 'alice', DurationSeconds: '3600' }]);
  });

  it('default: signs with V3, and sends the parameters in the body', async () => {
    const sts = await fakeSts({ accounts });
    const clock = fakeClock(Date.now());
    const nonce = () => 'one';
    await fromAssumeRole(options(sts.url, { now: clock.now, nonce }))();
    const [request] = sts.requests;
    expect(request?.target).toBe('/');
    expect(request?.method).toBe('POST');
    expect(request?.body).toBe(
      'DurationSeconds=3600&RoleArn=acs%3Aram%3A%3A1234567890123456%3Arole%2Freader&RoleSessionName=alice',
    );
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-acs-action': 'AssumeRole',
      'x-acs-version': '2015-04-01',
      'x-acs-signature-nonce': 'one',
    });
    expect(request?.headers).not.toHaveProperty('x-acs-security-token');
  });

  it.each(['v3', 'v1'] as const)('error: %s: a wrong secret', async (signature) => {
    const sts = await fakeSts({ accounts });
    const source = { accessKeyId: 'testid', accessKeySecret: 'SENTINEL' };
    const error = await failureOf(fromAssumeRole(options(sts.url, { signature, source }))());
    expect(error).toMatchObject({ code: 'SecretWrong', ossCode: 'SignatureDoesNotMatch', status: 400 });
    expect(error.message).toContain('Check the access key secret.');
  });

  it.each(['v3', 'v1'] as const)('error: %s: a reused nonce', async (signature) => {
    const sts = await fakeSts({ accounts });
    const same = options(sts.url, { signature, nonce: () => 'same' });
    await fromAssumeRole(same)();
    expect(await failureOf(fromAssumeRole(same)())).toMatchObject({ ossCode: 'SignatureNonceUsed' });
  });

  it.each(['v3', 'v1'] as const)(
    'behavior: %s: a clock that is more than 15 minutes off is corrected, once',
    async (signature) => {
      const clock = fakeClock();
      const sts = await fakeSts({ accounts, now: clock.now });
      const provider = fromAssumeRole(options(sts.url, { signature, now: () => clock.now() + 7_200_000 }));
      expect(await provider()).toMatchObject({ accessKeyId: 'STS.role-1' });
      expect(sts.requests).toHaveLength(2);
      // According to the local clock, two hours ahead, the pair would already have expired.
      clock.advance(3_000_000);
      expect(await provider()).toMatchObject({ accessKeyId: 'STS.role-1' });
      expect(sts.requests).toHaveLength(2);
      clock.advance(600_000);
      expect(await provider()).toMatchObject({ accessKeyId: 'STS.role-2' });
      expect(sts.requests).toHaveLength(3);
    },
  );

  it('error: a wrong clock, and a response without a date', async () => {
    const sts = await fakeSts({
      accounts,
      intercept: () => ({ ...refuse(400, 'InvalidTimeStamp.Expired'), headers: { date: '' } }),
    });
    expect(await failureOf(fromAssumeRole(options(sts.url))())).toMatchObject({ ossCode: 'InvalidTimeStamp.Expired' });
    expect(sts.requests).toHaveLength(1);
  });

  it('error: a clock that is off, but another error: the request is not repeated', async () => {
    const clock = fakeClock();
    const sts = await fakeSts({ now: clock.now, intercept: () => refuse(404, 'EntityNotExist.Role') });
    const provider = fromAssumeRole(options(sts.url, { now: () => clock.now() + 7_200_000 }));
    expect(await failureOf(provider())).toMatchObject({ ossCode: 'EntityNotExist.Role' });
    expect(sts.requests).toHaveLength(1);
  });

  it('error: a different string to sign in STS is not reported as a wrong secret', async () => {
    const sts = await fakeSts({
      accounts,
      intercept: () => refuse(400, 'SignatureDoesNotMatch', 'server string to sign is:POST&%2F&SENTINEL-token'),
    });
    const error = await failureOf(fromAssumeRole(options(sts.url))());
    expect(error.code).toBe('SignatureMismatch');
    expect(error.message).not.toContain('SENTINEL');
  });

  it('behavior: a temporary caller sends its token: V3 in headers, V1 in the query', async () => {
    const sts = await fakeSts({ accounts, tokens: { 'STS.temp': 'temp/token+=' } });
    const source = { accessKeyId: 'STS.temp', accessKeySecret: 'temp-secret', securityToken: 'temp/token+=' };
    await fromAssumeRole(options(sts.url, { source }))();
    await fromAssumeRole(options(sts.url, { source, signature: 'v1' }))();
    expect(sts.requests[0]?.headers).toMatchObject({
      'x-acs-accesskey-id': 'STS.temp',
      'x-acs-security-token': 'temp/token+=',
    });
    expect(sts.requests[1]?.target).toContain('SecurityToken=temp%2Ftoken%2B%3D&');
    expect(sts.accepted).toHaveLength(2);
  });

  it("behavior: if STS refuses the caller's pair, requests a new one, once", async () => {
    const sts = await fakeSts({ accounts });
    const requests: unknown[] = [];
    const source = async (request: object): Promise<Credentials> => {
      requests.push(request);
      return requests.length === 1 ? { accessKeyId: 'gone', accessKeySecret: 'x' } : user;
    };
    expect(await fromAssumeRole(options(sts.url, { source }))()).toMatchObject({ accessKeyId: 'STS.role-1' });
    expect(requests).toEqual([{}, { rejected: true }]);
  });

  it('error: a caller whose new pair is the same, or whose access is now anonymous', async () => {
    for (const renewed of [{ accessKeyId: 'gone', accessKeySecret: 'x' }, null]) {
      const sts = await fakeSts({ accounts });
      const source = ({ rejected }: CredentialsRequest) =>
        rejected ? renewed : { accessKeyId: 'gone', accessKeySecret: 'x' };
      const error = await failureOf(fromAssumeRole(options(sts.url, { source }))());
      expect(error).toMatchObject({ ossCode: 'InvalidAccessKeyId.NotFound' });
      expect(sts.requests).toHaveLength(1);
    }
  });

  it('error: the role is refused, not the caller: no new pair is requested', async () => {
    const sts = await fakeSts({ accounts, intercept: () => refuse(403, 'NoPermission') });
    const requests: CredentialsRequest[] = [];
    const source = (request: CredentialsRequest) => {
      requests.push(request);
      return user;
    };
    expect(await failureOf(fromAssumeRole(options(sts.url, { source }))())).toMatchObject({ ossCode: 'NoPermission' });
    expect(requests).toEqual([{}]);
  });

  it('error: an expired pair of the caller is not sent', async () => {
    const clock = fakeClock();
    const provider = fromAssumeRole(
      options('https://sts.aliyuncs.com', {
        source: () => ({ ...user, expiration: new Date(clock.now()) }),
        now: clock.now,
        transport: () => expect.unreachable(),
      }),
    );
    expect(await failureOf(provider())).toMatchObject({
      code: 'CredentialsExpired',
      message: "sts:AssumeRole: the caller's credentials expired at 2026-03-01T00:00:00.000Z.",
    });
  });

  it('behavior: the letter case of an ARN is ignored', () => {
    expect(() => fromAssumeRole(options('https://sts.aliyuncs.com', { roleArn: roleArn.toUpperCase() }))).not.toThrow();
  });

  it.each<[string, Partial<FromAssumeRoleOptions>]>([
    ['durationSeconds', { durationSeconds: 899 }],
    ['durationSeconds', { durationSeconds: 43_201 }],
    ['durationSeconds', { durationSeconds: 1000.5 }],
    ['sessionName', { sessionName: 'a' }],
    ['sessionName', { sessionName: 'x'.repeat(65) }],
    ['sessionName', { sessionName: 'with space' }],
    ['policy', { policy: 'x'.repeat(2049) }],
    ['policy', { policy: '' }],
    ['externalId', { externalId: 'x' }],
    ['externalId', { externalId: 'with space' }],
    ['externalId', { externalId: 'x'.repeat(1225) }],
    ['roleArn', { roleArn: 'reader' }],
    ['roleArn', { roleArn: ` ${roleArn}` }],
    ['roleArn', { roleArn: `${roleArn}\n` }],
    ['signature', { signature: 'v2' as 'v1' }],
  ])('error: %s is refused immediately: %o', (option, change) => {
    expect(() => fromAssumeRole(options('https://sts.aliyuncs.com', change))).toThrow(
      expect.objectContaining({ code: 'InvalidOption', phase: 'config', message: expect.stringContaining(option) }),
    );
  });

  it.each<[Partial<FromAssumeRoleOptions>, Record<string, string>]>([
    [{ durationSeconds: 900 }, { DurationSeconds: '900' }],
    [{ durationSeconds: 43_200 }, { DurationSeconds: '43200' }],
    [{ policy: 'x'.repeat(2048) }, { Policy: 'x'.repeat(2048) }],
    [{ policy: { Version: '1' } }, { Policy: '{"Version":"1"}' }],
    [{ externalId: 'a+=,.@:/-_9' }, { ExternalId: 'a+=,.@:/-_9' }],
    [{ sourceIdentity: 'bob' }, { SourceIdentity: 'bob' }],
    [{ sessionName: undefined, env: { ALIBABA_CLOUD_ROLE_SESSION_NAME: 'named' } }, { RoleSessionName: 'named' }],
    [{ sessionName: undefined, now: () => Date.now() }, { RoleSessionName: expect.stringMatching(/^ossferry-\d+$/) }],
  ])('option: %o', async (change, parameters) => {
    const sts = await fakeSts({ accounts });
    await fromAssumeRole(options(sts.url, change))();
    expect(sts.accepted).toMatchObject([parameters]);
  });

  it('error: JSON: code and request ID are repeated, the message is not', async () => {
    const sts = await fakeSts({ accounts, intercept: () => refuse(404, 'EntityNotExist.Role', 'SENTINEL role') });
    const error = await failureOf(fromAssumeRole(options(sts.url))());
    expect(error).toMatchObject({
      code: 'RequestRefused',
      status: 404,
      ossCode: 'EntityNotExist.Role',
      requestId: 'REQUEST-0',
      retryable: false,
      message: 'STS refused AssumeRole (EntityNotExist.Role, status 404, request ID REQUEST-0). Check the ARN.',
    });
  });

  it('error: XML', async () => {
    const body = '<?xml version="1.0"?><Error><RequestId>R-1</RequestId><Code>NoPermission</Code></Error>';
    const sts = await fakeSts({ accounts, intercept: () => ({ status: 403, body }) });
    expect(await failureOf(fromAssumeRole(options(sts.url))())).toMatchObject({
      ossCode: 'NoPermission',
      requestId: 'R-1',
    });
  });

  it.each([
    ['<html>502 SENTINEL</html>', 502, true],
    ['', 500, true],
    ['', 400, false],
    ['', 429, true],
  ])('error: a gateway responds with %j and status %d', async (body, status, retryable) => {
    const sts = await fakeSts({ accounts, intercept: () => ({ status, body }) });
    const error = await failureOf(fromAssumeRole(options(sts.url))());
    expect(error).toMatchObject({ code: 'RequestRefused', status, retryable });
    expect(error.message).not.toContain('SENTINEL');
  });

  it('error: the request ID in the header', async () => {
    const sts = await fakeSts({
      accounts,
      intercept: () => ({ status: 502, body: '<html>', headers: { 'x-acs-request-id': 'R-2' } }),
    });
    expect(await failureOf(fromAssumeRole(options(sts.url))())).toMatchObject({
      requestId: 'R-2',
      message: 'STS refused AssumeRole (status 502, request ID R-2).',
    });
  });

  it('error: throttling has a retryAfterMs', async () => {
    const sts = await fakeSts({
      accounts,
      intercept: () => ({ ...refuse(400, 'Throttling.User'), headers: { 'retry-after': '7' } }),
    });
    expect(await failureOf(fromAssumeRole(options(sts.url))())).toMatchObject({ retryable: true, retryAfterMs: 7000 });
  });

  it('behavior: STS is not called before Retry-After', async () => {
    const clock = fakeClock(Date.now());
    const busy = { ...refuse(503, 'Busy'), headers: { 'retry-after': '60' } };
    const intercept = (_: unknown, number: number) => (number === 1 ? busy : undefined);
    const sts = await fakeSts({ accounts, now: clock.now, intercept });
    const source = fromAssumeRole(options(sts.url, { now: clock.now }));
    const error = await failureOf(source());
    clock.advance(59_999);
    expect(await failureOf(source())).toBe(error);
    expect(sts.requests).toHaveLength(1);
    clock.advance(1);
    expect(await source()).toMatchObject({ accessKeyId: 'STS.role-1' });
  });

  it.each(['<html>', '', 'null', '{}', '{"Credentials":[]}', '{"Credentials":{"AccessKeyId":"SENTINEL"}}'])(
    'error: status 200 with %j',
    async (body) => {
      const sts = await fakeSts({ accounts, intercept: () => ({ body }) });
      const error = await failureOf(fromAssumeRole(options(sts.url))());
      expect(error.code).toBe('InvalidAnswer');
      expect(error.message).not.toContain('SENTINEL');
    },
  );

  it.each(['null', '{}', '{"Credentials":[]}'])('error: no Credentials in %j', async (body) => {
    const sts = await fakeSts({ accounts, intercept: () => ({ body }) });
    expect(await failureOf(fromAssumeRole(options(sts.url))())).toMatchObject({
      message: 'sts:AssumeRole: the response has no Credentials.',
    });
  });

  it('error: a code that is not a name is not repeated', async () => {
    const sts = await fakeSts({ accounts, intercept: () => refuse(400, 'SENTINEL code') });
    const error = await failureOf(fromAssumeRole(options(sts.url))());
    expect(error.ossCode).toBeUndefined();
    expect(error.message).not.toContain('SENTINEL');
  });

  it.each([undefined, 'tomorrow', '2026-03-01'])('error: an expiration of %j', async (expiration) => {
    const sts = await fakeSts({ accounts, intercept: () => ({ body: assumed(1, expiration) }) });
    expect(await failureOf(fromAssumeRole(options(sts.url))())).toMatchObject({
      code: 'InvalidAnswer',
      message: expect.stringContaining('Expiration'),
    });
  });

  it('error: an expiration in the past', async () => {
    const sts = await fakeSts({ accounts, intercept: () => ({ body: assumed(1, '2020-01-01T00:00:00Z') }) });
    expect(await failureOf(fromAssumeRole(options(sts.url))())).toMatchObject({ code: 'CredentialsExpired' });
  });

  it('error: an anonymous source', async () => {
    const provider = fromAssumeRole(options('http://127.0.0.1:1', { source: () => null }));
    expect(await failureOf(provider())).toMatchObject({ code: 'InvalidOption' });
  });

  it('error: connection refused', async () => {
    const error = await failureOf(fromAssumeRole(options('http://127.0.0.1:1'))());
    expect(error).toMatchObject({ code: 'RequestFailed', retryable: true });
    expect(error.cause).toBeUndefined();
  });

  it('behavior: a role assumed by a role', async () => {
    const sts = await fakeSts({
      accounts: { ...accounts, 'STS.role-1': 'role-secret-1' },
      tokens: { 'STS.role-1': 'role-token-1' },
    });
    const first = fromAssumeRole(options(sts.url));
    const second = fromAssumeRole(options(sts.url, { source: first }));
    expect(await second()).toMatchObject({ accessKeyId: 'STS.role-2' });
    await settle();
  });
});
