import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeClock } from '../fake-source.test-support.ts';
import { fakeSts } from '../sts/fake-sts.test-support.ts';
import { fromOidcTokenFile } from './from-oidc-token-file.ts';
import { temporaryHome } from './temporary-home.test-support.ts';

function podEnvironment(tokenFile: string, endpoint: string): Record<string, string> {
  return {
    ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/pod',
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/ack',
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: tokenFile,
    ALIBABA_CLOUD_ROLE_SESSION_NAME: 'pod-session',
    ALIBABA_CLOUD_STS_ENDPOINT: endpoint,
  };
}

describe('fromOidcTokenFile', () => {
  it('default: uses the variables of a pod, and reads the file for every exchange', async () => {
    const clock = fakeClock();
    const sts = await fakeSts({ now: clock.now });
    const home = temporaryHome();
    // As mounted by Kubernetes: readable by all users.
    const file = home.write('token', 'first.jwt\n', 0o644);
    const provider = fromOidcTokenFile({ env: podEnvironment(file, sts.url), now: clock.now });
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.role-1' });
    await provider();
    home.write('token', 'second.jwt', 0o644);
    clock.advance(3_600_000);
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.role-2' });
    expect(sts.accepted).toMatchObject([
      { OIDCToken: 'first.jwt', RoleSessionName: 'pod-session' },
      { OIDCToken: 'second.jwt' },
    ]);
  });

  it.each(['ALIBABA_CLOUD_ROLE_ARN', 'ALIBABA_CLOUD_OIDC_PROVIDER_ARN', 'ALIBABA_CLOUD_OIDC_TOKEN_FILE'])(
    'error: broken if only %s is missing',
    async (name) => {
      const env = { ...podEnvironment('/none', 'https://sts.aliyuncs.com'), [name]: ' ' };
      expect(await failureOf(fromOidcTokenFile({ env })())).toMatchObject({
        code: 'CredentialsIncomplete',
        absent: false,
        message: `${name} must also be set. Set all three or none.`,
      });
    },
  );

  it('behavior: absent without variables, or with only a role', async () => {
    for (const env of [{}, { ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/pod' }]) {
      expect(await failureOf(fromOidcTokenFile({ env })())).toMatchObject({ code: 'NotConfigured', absent: true });
    }
  });

  it.each([
    ['a missing file', undefined, 'FileMissing'],
    ['an empty file', '\n', 'InvalidToken'],
    ['a token of 20 001 characters', 'x'.repeat(20_001), 'InvalidToken'],
  ])('error: %s', async (_name, content, code) => {
    const home = temporaryHome();
    const file = content === undefined ? `${home.path}/none` : home.write('token', content);
    const sts = await fakeSts();
    expect(await failureOf(fromOidcTokenFile({ env: podEnvironment(file, sts.url) })())).toMatchObject({
      code,
      absent: false,
    });
    expect(sts.requests).toHaveLength(0);
  });
});
