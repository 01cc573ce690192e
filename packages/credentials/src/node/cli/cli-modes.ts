import { anonymous } from '../../anonymous.ts';
import type { CredentialsSource } from '../../credentials-source.ts';
import { fromStatic } from '../../from-static.ts';
import { fromUri } from '../../from-uri.ts';
import { renamedSource } from '../../renamed-source.ts';
import { fromAssumeRole } from '../../sts/from-assume-role.ts';
import type { RoleOptions } from '../../sts/role-parameters.ts';
import type { StsEndpointOptions } from '../../sts/sts-endpoint.ts';
import { directTransport } from '../direct-transport.ts';
import { fromCloudSso } from '../from-cloud-sso.ts';
import { fromEcsRamRole } from '../from-ecs-ram-role.ts';
import { fromOAuth } from '../from-oauth.ts';
import { fromOidcTokenFile } from '../from-oidc-token-file.ts';
import { fromProcess } from '../from-process.ts';
import { loginExpired } from '../login-error.ts';
import { expandHome } from '../node-options.ts';
import { modeUnsupported, type ProfileSettings } from '../profile-settings.ts';
import type { ProfileContext } from '../profile-source.ts';
import { inferMode } from './infer-mode.ts';

interface KnownMode {
  readonly name: string;
  readonly make: (profile: ProfileContext) => CredentialsSource;
}

/** Every CLI mode that can sign for OSS. */
const knownModes: readonly KnownMode[] = [
  { name: 'AK', make: longLivedKeys },
  { name: 'StsToken', make: stsToken },
  { name: 'RamRoleArn', make: (profile) => assumeRole(profile, fromStatic(keyPair(profile.settings))) },
  { name: 'EcsRamRole', make: ecsRole },
  { name: 'RamRoleArnWithRoleName', make: (profile) => assumeRole(profile, ecsRole(profile)) },
  {
    name: 'ChainableRamRoleArn',
    make: (profile) => assumeRole(profile, profile.follow(profile.settings.required('source_profile'))),
  },
  { name: 'OIDC', make: oidc },
  { name: 'External', make: external },
  { name: 'CredentialsURI', make: credentialsUri },
  { name: 'CloudSSO', make: cloudSso },
  { name: 'OAuth', make: oauth },
  { name: 'Anonymous', make: () => anonymous() },
];

/** Creates the source of a profile. As in the CLI, the letter case of the mode is ignored. */
export function makeCliSource(profile: ProfileContext, source: string): CredentialsSource {
  const name = inferMode(profile.settings);
  const found = knownModes.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return renamedSource(`${source}/${found.name}`, found.make(profile));
  const supported = knownModes.map((known) => known.name);
  throw modeUnsupported(source, { place: profile.settings.place, kind: 'mode', name, supported });
}

interface KeyPair {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | undefined;
}

function keyPair({ required, text }: ProfileSettings): KeyPair {
  return {
    accessKeyId: required('access_key_id'),
    accessKeySecret: required('access_key_secret'),
    securityToken: text('sts_token'),
  };
}

/** Ignores `sts_token`, which is left over from another mode. */
function longLivedKeys({ settings }: ProfileContext): CredentialsSource {
  return fromStatic({ ...keyPair(settings), securityToken: undefined });
}

/** `sts_expiration` is in Unix seconds; 0 means unknown. */
function stsToken({ settings }: ProfileContext): CredentialsSource {
  settings.required('sts_token');
  return fromStatic({ ...keyPair(settings), expiration: dateOf(settings.number('sts_expiration')) });
}

function assumeRole({ options, settings }: ProfileContext, source: CredentialsSource): CredentialsSource {
  return fromAssumeRole({
    transport: directTransport,
    ...options,
    ...roleOf(settings),
    source,
    externalId: settings.text('external_id'),
  });
}

function roleOf({ required, text, number, flag }: ProfileSettings): RoleOptions & StsEndpointOptions {
  return {
    roleArn: required('ram_role_arn'),
    sessionName: text('ram_session_name'),
    durationSeconds: number('expired_seconds'),
    policy: text('policy'),
    region: text('sts_region'),
    endpoint: text('sts_endpoint'),
    vpc: flag('enable_vpc') || undefined,
  };
}

function ecsRole({ options, settings }: ProfileContext): CredentialsSource {
  return fromEcsRamRole({ ...options, timeoutMs: undefined, roleName: settings.text('ram_role_name') });
}

function oidc({ options, settings }: ProfileContext): CredentialsSource {
  const { required } = settings;
  return fromOidcTokenFile({
    transport: directTransport,
    ...options,
    ...roleOf(settings),
    providerArn: required('oidc_provider_arn'),
    tokenFile: expandHome(required('oidc_token_file'), options),
  });
}

function external({ options, settings }: ProfileContext): CredentialsSource {
  const command = settings.required('process_command');
  if (options.allowProcess === false) throw settings.fail('it runs a program, but allowProcess is false');
  return fromProcess({ ...options, command });
}

function credentialsUri({ options, settings }: ProfileContext): CredentialsSource {
  return fromUri({ transport: directTransport, ...options, uri: settings.text('credentials_uri') });
}

function cloudSso({ options, settings }: ProfileContext): CredentialsSource {
  const { required, number } = settings;
  return (
    storedPair({ options, settings }) ??
    fromCloudSso({
      ...options,
      signInUrl: required('cloud_sso_sign_in_url'),
      accountId: required('cloud_sso_account_id'),
      accessConfigurationId: required('cloud_sso_access_config'),
      accessToken: requiredToken(settings, 'access_token', 'CloudSSO'),
      accessTokenExpiration: dateOf(number('cloud_sso_access_token_expire')),
    })
  );
}

function oauth({ options, settings }: ProfileContext): CredentialsSource {
  const { text, number, fail } = settings;
  const site = (text('oauth_site_type') ?? 'CN').toUpperCase();
  if (site !== 'CN' && site !== 'INTL') throw fail('oauth_site_type is neither CN nor INTL');
  return (
    storedPair({ options, settings }) ??
    fromOAuth({
      ...options,
      site,
      accessToken: requiredToken(settings, 'oauth_access_token', 'OAuth'),
      accessTokenExpiration: dateOf(number('oauth_access_token_expire')),
    })
  );
}

/** Returns the temporary pair that the CLI stores in the profile, if it is still valid. */
function storedPair({
  options,
  settings,
}: Pick<ProfileContext, 'options' | 'settings'>): CredentialsSource | undefined {
  const { text, number } = settings;
  const { now = Date.now } = options;
  const expiration = dateOf(number('sts_expiration'));
  if (!text('access_key_id') || !text('access_key_secret') || !text('sts_token')) return undefined;
  if (expiration === undefined || !(now() < expiration.getTime())) return undefined;
  return fromStatic({ ...keyPair(settings), expiration });
}

function requiredToken({ text }: ProfileSettings, key: string, mode: 'CloudSSO' | 'OAuth'): string {
  const token = text(key);
  if (token === undefined) throw loginExpired('cli', mode);
  return token;
}

function dateOf(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}
