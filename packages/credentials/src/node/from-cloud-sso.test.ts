import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeServer } from '../fake-server.test-support.ts';
import { fakeClock } from '../fake-source.test-support.ts';
import { type FromCloudSsoOptions, fromCloudSso } from './from-cloud-sso.ts';

const pair = {
  AccessKeyId: 'STS.sso',
  AccessKeySecret: 'sso-secret',
  SecurityToken: 'sso-sts-token',
  Expiration: '2099-01-01T00:00:00Z',
};

function options(signInUrl: string, more: Partial<FromCloudSsoOptions> = {}): FromCloudSsoOptions {
  return { signInUrl, accountId: '123', accessConfigurationId: 'ac-1', accessToken: 'SENTINEL', ...more };
}

describe('fromCloudSso', () => {
  it('default: sends the request to the host of the sign-in URL', async () => {
    const server = await fakeServer(() => ({ body: { CloudCredential: pair, RequestId: 'R' } }));
    expect(await fromCloudSso(options(`${server.url}/start?x=y`))()).toMatchObject({
      accessKeyId: 'STS.sso',
      securityToken: 'sso-sts-token',
      expiration: new Date(pair.Expiration),
    });
    const [request] = server.requests;
    expect(`${request?.method} ${request?.target}`).toBe('POST /cloud-credentials');
    expect(request?.headers).toMatchObject({ authorization: 'Bearer SENTINEL', 'content-type': 'application/json' });
    expect(request?.body).toBe('{"AccountId":"123","AccessConfigurationId":"ac-1"}');
  });

  it('option: accessTokenExpiration in the future', async () => {
    const clock = fakeClock();
    const server = await fakeServer(() => ({ body: { CloudCredential: pair } }));
    const accessTokenExpiration = new Date(clock.now() + 1);
    expect(await fromCloudSso(options(server.url, { now: clock.now, accessTokenExpiration }))()).toMatchObject({
      accessKeyId: 'STS.sso',
    });
  });

  it('error: an expired access token is not sent', async () => {
    const clock = fakeClock();
    const provider = fromCloudSso(
      options('https://signin.example.com', {
        now: clock.now,
        accessTokenExpiration: new Date(clock.now()),
        transport: () => expect.unreachable(),
      }),
    );
    expect(await failureOf(provider())).toMatchObject({
      code: 'LoginExpired',
      absent: false,
      advice: 'Sign in again: aliyun configure --profile <name> --mode CloudSSO.',
    });
  });

  it('error: status 401', async () => {
    const server = await fakeServer(() => ({
      status: 401,
      body: { ErrorCode: 'InvalidToken', ErrorMessage: 'SENTINEL' },
    }));
    const error = await failureOf(fromCloudSso(options(server.url))());
    expect(error).toMatchObject({ code: 'RequestRefused', ossCode: 'InvalidToken', status: 401 });
    expect(error.message).toContain('aliyun configure');
    expect(error.message).not.toContain('SENTINEL');
  });

  it.each(['[]', '{}', 'SENTINEL', '{"CloudCredential":{"AccessKeyId":"SENTINEL"}}'])('error: %s', async (body) => {
    const server = await fakeServer(() => ({ body }));
    const error = await failureOf(fromCloudSso(options(server.url))());
    expect(error.code).toBe('InvalidAnswer');
    expect(error.message).not.toContain('SENTINEL');
  });

  it('error: a sign-in URL with plain http', async () => {
    expect(await failureOf(fromCloudSso(options('http://signin.example.com'))())).toMatchObject({ code: 'UrlRefused' });
  });
});
