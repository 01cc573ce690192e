import { describe, expect, it } from 'vitest';
import { profileSettings } from '../profile-settings.ts';
import { inferMode } from './infer-mode.ts';

function infer(profile: Readonly<Record<string, string>>): string {
  return inferMode(profileSettings('file, profile a', 'test', (key) => profile[key]));
}

const keys = { access_key_id: 'x', access_key_secret: 'x' };
const oidc = { oidc_provider_arn: 'x', oidc_token_file: 'x', ram_role_arn: 'x' };

describe('inferMode', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['Anything', { mode: 'Anything', ...keys, source_profile: 'x' }],
    ['ChainableRamRoleArn', { source_profile: 'x', ...oidc }],
    ['OIDC', { ...oidc, ...keys }],
    ['RamRoleArn', { ...keys, ram_role_arn: 'x', sts_token: 'x' }],
    ['RamRoleArn', { ...keys, ...oidc, oidc_token_file: '' }],
    ['RamRoleArn', { ...keys, ...oidc, oidc_provider_arn: '' }],
    ['StsToken', { ...keys, sts_token: 'x' }],
    ['AK', { ...keys, ...oidc, ram_role_arn: '' }],
    ['EcsRamRole', { ram_role_name: 'x', access_key_id: 'x' }],
    ['RamRoleArnWithRoleName', { ram_role_name: 'x', ram_role_arn: 'x', access_key_secret: 'x' }],
    ['External', { process_command: 'x', credentials_uri: 'x' }],
    ['CloudSSO', { cloud_sso_sign_in_url: 'x' }],
    ['OAuth', { oauth_access_token: 'x' }],
    ['CredentialsURI', { credentials_uri: 'x' }],
    ['BearerToken', { bearer_token: 'x' }],
  ])('behavior: %s for %o', (mode, profile) => {
    expect(infer(profile)).toBe(mode);
  });

  it('error: nothing to infer it from', () => {
    const message = 'file, profile a: there is no mode, and it cannot be inferred.';
    expect(() => infer({ region_id: 'cn-hangzhou' })).toThrow(
      expect.objectContaining({ code: 'InvalidProfile', message }),
    );
  });
});
