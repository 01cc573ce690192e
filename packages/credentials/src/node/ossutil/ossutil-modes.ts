import { anonymous } from '../../anonymous.ts';
import type { CredentialsSource } from '../../credentials-source.ts';
import { fromStatic } from '../../from-static.ts';
import { fromUri } from '../../from-uri.ts';
import { renamedSource } from '../../renamed-source.ts';
import { fromAssumeRole } from '../../sts/from-assume-role.ts';
import { directTransport } from '../direct-transport.ts';
import { fromEcsRamRole } from '../from-ecs-ram-role.ts';
import { fromOidcTokenFile } from '../from-oidc-token-file.ts';
import { fromProcess } from '../from-process.ts';
import { expandHome } from '../node-options.ts';
import { modeUnsupported, type ProfileSettings } from '../profile-settings.ts';
import type { ProfileContext } from '../profile-source.ts';

interface KnownMode {
  readonly name: string;
  readonly make: (profile: ProfileContext) => CredentialsSource;
}

const knownModes: readonly KnownMode[] = [
  { name: 'AK', make: keyPair },
  { name: 'StsToken', make: stsToken },
  { name: 'RamRoleArn', make: assumeRole },
  { name: 'EcsRamRole', make: ecsRole },
  { name: 'Ali-EcsRamRole', make: ecsRole },
  { name: 'oidcRoleArn', make: oidc },
  { name: 'Process', make: program },
  { name: 'CredentialUri', make: uri },
  { name: 'Anonymous', make: () => anonymous() },
];

/** Creates the source of a profile. The letter case and separators of the mode are ignored. */
export function makeOssutilSource(profile: ProfileContext, source: string): CredentialsSource {
  const name = modeOf(profile.settings);
  const found = knownModes.find((known) => normalize(known.name) === normalize(name));
  if (found !== undefined) return renamedSource(`${source}/${found.name}`, found.make(profile));
  const supported = knownModes.map((known) => known.name);
  throw modeUnsupported(source, { place: profile.settings.place, kind: 'mode', name, supported });
}

function normalize(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

/** Returns the mode of a profile; infers a missing mode from the other keys. */
function modeOf({ text }: ProfileSettings): string {
  const mode = text('mode');
  if (mode !== undefined) return mode;
  if (text('accesskeyid', 'accessid')) return text('rolearn', 'ramrolearn') ? 'RamRoleArn' : 'AK';
  if (text('ecsrolename')) return 'EcsRamRole';
  if (text('oidcproviderarn')) return 'oidcRoleArn';
  if (text('credentialprocess')) return 'Process';
  if (text('credentialuri')) return 'CredentialUri';
  return text('rolearn', 'ramrolearn') ? 'RamRoleArn' : 'AK';
}

/** Whether a profile contains no settings for credentials. */
export function isEmptyProfile({ text }: ProfileSettings): boolean {
  return text(...credentialKeys) === undefined;
}

const credentialKeys = [
  'mode',
  'accesskeyid',
  'accessid',
  'accesskeysecret',
  'accesskey',
  'ststoken',
  'rolearn',
  'ramrolearn',
  'ecsrolename',
  'oidcproviderarn',
  'oidctokenfilepath',
  'oidctokenfile',
  'credentialprocess',
  'credentialuri',
  'sourceprofile',
];

function keyPair({ settings, follow }: ProfileContext): CredentialsSource {
  const { text, required } = settings;
  const next = text('sourceprofile');
  if (next !== undefined && !text('accesskeyid', 'accessid')) return follow(next);
  return fromStatic({
    accessKeyId: required('accesskeyid', 'accessid'),
    accessKeySecret: required('accesskeysecret', 'accesskey'),
    securityToken: text('ststoken'),
  });
}

function stsToken(profile: ProfileContext): CredentialsSource {
  if (!profile.settings.text('sourceprofile')) profile.settings.required('ststoken');
  return keyPair(profile);
}

function assumeRole(profile: ProfileContext): CredentialsSource {
  const { required, text, number } = profile.settings;
  return fromAssumeRole({
    transport: directTransport,
    ...profile.options,
    source: keyPair(profile),
    roleArn: required('rolearn', 'ramrolearn'),
    sessionName: text('rolesessionname'),
    durationSeconds: number('tokentimeout', 'durationseconds'),
    externalId: text('externalid'),
    region: text('stsregion'),
  });
}

function ecsRole({ options, settings }: ProfileContext): CredentialsSource {
  return fromEcsRamRole({ ...options, timeoutMs: undefined, roleName: settings.text('ecsrolename') });
}

function oidc({ options, settings }: ProfileContext): CredentialsSource {
  const { required, text } = settings;
  return fromOidcTokenFile({
    transport: directTransport,
    ...options,
    roleArn: required('rolearn', 'ramrolearn'),
    providerArn: required('oidcproviderarn'),
    tokenFile: expandHome(required('oidctokenfilepath', 'oidctokenfile'), options),
    sessionName: text('rolesessionname'),
    region: text('stsregion'),
  });
}

/** Unlike ossutil, does not use a shell unless the command names one. */
function program({ options, settings }: ProfileContext): CredentialsSource {
  const command = settings.required('credentialprocess');
  if (options.allowProcess === false) throw settings.fail('it runs a program, but allowProcess is false');
  const timeoutSeconds = Math.min(settings.number('credentialprocesstimeout') ?? 15, 600);
  return fromProcess({ ...options, command, timeoutMs: timeoutSeconds * 1000 });
}

function uri({ options, settings }: ProfileContext): CredentialsSource {
  return fromUri({ transport: directTransport, ...options, uri: settings.required('credentialuri') });
}
