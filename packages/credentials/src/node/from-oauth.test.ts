import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeServer } from '../fake-server.test-support.ts';
import { fakeClock } from '../fake-source.test-support.ts';
import { fromOAuth } from './from-oauth.ts';

const pair = {
  requestId: 'R',
  accessKeyId: 'STS.oauth',
  accessKeySecret: 'oauth-secret',
  securityToken: 'oauth-token',
  expiration: '2099-01-01T00:00:00Z',
};

describe('fromOAuth', () => {
  it('default: exchanges the access token, and does not renew it', async () => {
    const server = await fakeServer(() => ({ body: pair }));
    const provider = fromOAuth({ endpoint: server.url, accessToken: 'SENTINEL' });
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.oauth', securityToken: 'oauth-token', source: 'oauth' });
    expect(server.requests).toMatchObject([
      { method: 'POST', target: '/v1/exchange', body: '', headers: { authorization: 'Bearer SENTINEL' } },
    ]);
  });

  it.each([
    ['CN', 'https://oauth.aliyun.com/v1/exchange'],
    ['INTL', 'https://oauth.alibabacloud.com/v1/exchange'],
  ] as const)('option: site %s', async (site, expected) => {
    const urls: string[] = [];
    const transport = async ({ url }: { readonly url: string }): Promise<Response> => {
      urls.push(url);
      return Response.json(pair);
    };
    await fromOAuth({ site, accessToken: 'x', transport })();
    expect(urls).toEqual([expected]);
  });

  it('option: accessTokenExpiration in the future', async () => {
    const clock = fakeClock();
    const { url } = await fakeServer(() => ({ body: pair }));
    const accessTokenExpiration = new Date(clock.now() + 1);
    const provider = fromOAuth({ endpoint: url, accessToken: 'x', now: clock.now, accessTokenExpiration });
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.oauth' });
  });

  it('error: an expired access token is neither sent nor renewed', async () => {
    const clock = fakeClock();
    const provider = fromOAuth({
      accessToken: 'SENTINEL',
      accessTokenExpiration: new Date(clock.now() - 1),
      now: clock.now,
      transport: () => expect.unreachable(),
    });
    expect(await failureOf(provider())).toMatchObject({ code: 'LoginExpired', absent: false });
  });

  it('error: status 401', async () => {
    const body = { error: 'expired_token', error_description: 'SENTINEL', requestId: 'R-7' };
    const server = await fakeServer(() => ({ status: 401, body }));
    const error = await failureOf(fromOAuth({ endpoint: server.url, accessToken: 'x' })());
    expect(error).toMatchObject({ code: 'RequestRefused', ossCode: 'expired_token', requestId: 'R-7' });
    expect(error.message).not.toContain('SENTINEL');
  });

  it.each([
    [401, false, 'Sign in again: aliyun configure --profile <name> --mode OAuth.'],
    [403, false, 'Sign in again: aliyun configure --profile <name> --mode OAuth.'],
    [400, false, undefined],
    [429, true, undefined],
    [500, true, undefined],
  ])('error: status %d: retryable and advice', async (status, retryable, advice) => {
    const server = await fakeServer(() => ({ status }));
    const error = await failureOf(fromOAuth({ endpoint: server.url, accessToken: 'x' })());
    expect([error.status, error.retryable, error.advice]).toEqual([status, retryable, advice]);
  });
});
