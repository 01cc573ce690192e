import type { ProfileSettings } from '../profile-settings.ts';

/** Returns the mode of a profile. Like the CLI, infers a missing mode from the other members. */
export function inferMode({ text, fail }: ProfileSettings): string {
  const mode = text('mode');
  if (mode !== undefined) return mode;
  if (text('source_profile')) return 'ChainableRamRoleArn';
  if (text('oidc_provider_arn') && text('oidc_token_file') && text('ram_role_arn')) return 'OIDC';
  if (text('access_key_id') && text('access_key_secret')) {
    if (text('ram_role_arn')) return 'RamRoleArn';
    return text('sts_token') ? 'StsToken' : 'AK';
  }
  if (text('ram_role_name')) return text('ram_role_arn') ? 'RamRoleArnWithRoleName' : 'EcsRamRole';
  if (text('process_command')) return 'External';
  if (text('cloud_sso_sign_in_url')) return 'CloudSSO';
  if (text('oauth_access_token')) return 'OAuth';
  if (text('credentials_uri')) return 'CredentialsURI';
  if (text('bearer_token')) return 'BearerToken';
  throw fail('there is no mode, and it cannot be inferred');
}
