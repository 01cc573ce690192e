import { describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-source.test-support.ts';
import { fakeSts, refuse } from './fake-sts.test-support.ts';
import { type FromOidcOptions, fromOidc } from './from-oidc.ts';

function options(endpoint: string, more: Partial<FromOidcOptions> = {}): FromOidcOptions {
  return {
    roleArn: 'acs:ram::1:role/reader',
    providerArn: 'acs:ram::1:oidc-provider/cluster',
    sessionName: 'pod',
    getToken: () => 'header.payload.signature\n',
    endpoint,
    env: {},
    ...more,
  };
}

describe('fromOidc', () => {
  it('default: the request is not signed, and the token is trimmed', async () => {
    const sts = await fakeSts();
    expect(await fromOidc(options(sts.url, { policy: '{}' }))()).toMatchObject({ accessKeyId: 'STS.role-1' });
    const [request] = sts.requests;
    expect(request?.method).toBe('POST');
    expect([...(request?.query.keys() ?? [])]).toEqual(['Action', 'Format', 'SignatureNonce', 'Timestamp', 'Version']);
    expect(request?.headers['authorization']).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      RoleArn: 'acs:ram::1:role/reader',
      OIDCProviderArn: 'acs:ram::1:oidc-provider/cluster',
      OIDCToken: 'header.payload.signature',
      RoleSessionName: 'pod',
      DurationSeconds: '3600',
      Policy: '{}',
    });
  });

  it('behavior: getToken is called for every exchange', async () => {
    const clock = fakeClock();
    const sts = await fakeSts({ now: clock.now });
    const tokens = ['first', 'second'];
    const provider = fromOidc(options(sts.url, { now: clock.now, getToken: async () => tokens.shift() ?? '' }));
    await provider();
    clock.advance(3_600_000);
    await provider();
    expect(sts.accepted.map(({ OIDCToken }) => OIDCToken)).toEqual(['first', 'second']);
  });

  it.each(['', ' \n', 'abc', 'x'.repeat(20_001)])('error: a token of the wrong length', async (token) => {
    const sts = await fakeSts();
    await expect(fromOidc(options(sts.url, { getToken: () => token }))()).rejects.toMatchObject({
      code: 'InvalidToken',
    });
    expect(sts.requests).toHaveLength(0);
  });

  it.each([4, 20_000])('behavior: a token of %d characters', async (length) => {
    const sts = await fakeSts();
    const provider = fromOidc(options(sts.url, { getToken: () => 'x'.repeat(length) }));
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.role-1' });
  });

  it.each([
    ['AuthenticationFail.OIDCToken.Expired', 'Get a new token'],
    ['AuthenticationFail.OIDCToken.AudienceNotMatch', 'audience'],
    ['AuthenticationFail.NoPermission', 'trust policy'],
  ])('error: 401 %s', async (code, advice) => {
    const sts = await fakeSts({ intercept: () => refuse(401, code) });
    await expect(fromOidc(options(sts.url))()).rejects.toMatchObject({
      code: 'RequestRefused',
      ossCode: code,
      status: 401,
      absent: false,
      advice: expect.stringContaining(advice),
    });
  });

  it('error: SignatureDoesNotMatch for a request that is not signed', async () => {
    const sts = await fakeSts({ intercept: () => refuse(400, 'SignatureDoesNotMatch', 'undefined') });
    await expect(fromOidc(options(sts.url))()).rejects.toMatchObject({ code: 'RequestRefused' });
  });

  it('error: a malformed provider is refused immediately', () => {
    expect(() => fromOidc(options('https://sts.aliyuncs.com', { providerArn: 'cluster' }))).toThrow(
      expect.objectContaining({ code: 'InvalidOption' }),
    );
  });
});
