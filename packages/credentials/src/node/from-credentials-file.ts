import { cachedWithRetryAfter } from '../cached-with-retry-after.ts';
import { CredentialsError, isAbsent } from '../credentials-error.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import { fromStatic } from '../from-static.ts';
import { renamedSource } from '../renamed-source.ts';
import { fromAssumeRole } from '../sts/from-assume-role.ts';
import type { RoleOptions } from '../sts/role-parameters.ts';
import type { StsEndpointOptions } from '../sts/sts-endpoint.ts';
import { directTransport } from './direct-transport.ts';
import { fromEcsRamRole } from './from-ecs-ram-role.ts';
import { fromOidcTokenFile } from './from-oidc-token-file.ts';
import { expandHome, homePath, type NodeOptions, variable } from './node-options.ts';
import { type IniSection, parseIni } from './parse-ini.ts';
import { asBroken, modeUnsupported, type ProfileSettings, profileSettings } from './profile-settings.ts';
import { readSecretFile } from './read-secret-file.ts';

export interface FromCredentialsFileOptions extends NodeOptions {
  /** @default the variable `ALIBABA_CLOUD_PROFILE`, or else `default` */
  readonly profile?: string | undefined;
  /**
   * @default the variable `ALIBABA_CLOUD_CREDENTIALS_FILE`, or else `~/.alibabacloud/credentials`, or else
   * `~/.alibabacloud/credentials.ini`
   */
  readonly file?: string | undefined;
}

/**
 * Provides the credentials of a section of the SDKs' credentials file (INI) whose `type` is `access_key`, `sts`,
 * `ecs_ram_role`, `ram_role_arn` or `oidc_role_arn`. A section with `enable = false` counts as missing, as in the Java SDK.
 * The file is read again for every refresh. Absent if there is no file or no section `default`; a missing file or profile
 * that is named by an option or a variable is an error.
 */
export function fromCredentialsFile(options: FromCredentialsFileOptions = {}): CredentialsSource {
  const source = 'file';
  return cachedWithRetryAfter(
    namedSource(source, async (request) => {
      const named = options.profile ?? variable(options, 'ALIBABA_CLOUD_PROFILE');
      const name = named ?? 'default';
      // The variable may also name a profile in the CLI's file, so the message says where the name comes from.
      const why = options.profile === undefined && named !== undefined ? `ALIBABA_CLOUD_PROFILE names ${named}: ` : '';
      const { path, sections } = await readSections(options, named !== undefined, why);
      const section = sections.get(name);
      if (section === undefined || section.get('enable')?.toLowerCase() === 'false') {
        const message = `${why}${path} has no section [${name}]${section ? ' that is enabled' : ''}.`;
        throw new CredentialsError({ source, code: 'ProfileNotFound', absent: named === undefined, message });
      }
      const place = `${path}, section [${name}]`;
      try {
        return await makeSource(
          profileSettings(place, source, (key) => section.get(key)),
          options,
          name,
        )(request);
      } catch (error) {
        throw asBroken(error, place);
      }
    }),
    options,
  );
}

interface Sections {
  readonly path: string;
  readonly sections: ReadonlyMap<string, IniSection>;
}

async function readSections(
  options: FromCredentialsFileOptions,
  isProfileNamed: boolean,
  why: string,
): Promise<Sections> {
  const source = 'file';
  const read = async (path: string, isExplicit: boolean): Promise<Sections> => {
    const text = await readSecretFile(path, { ...options, source, isExplicit });
    return { path, sections: parseIni(text, path, source) };
  };
  const named = options.file ?? variable(options, 'ALIBABA_CLOUD_CREDENTIALS_FILE');
  if (named !== undefined) return read(named, true);
  const path = homePath(options, '.alibabacloud', 'credentials');
  if (path === undefined) {
    const message = 'There is no home directory in which to look for .alibabacloud/credentials.';
    throw new CredentialsError({ source, code: 'NotConfigured', absent: true, message });
  }
  try {
    return await read(path, false);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    // The name of this file in the Java and Python SDKs.
    return await read(`${path}.ini`, isProfileNamed).catch((second) => {
      if (!(second instanceof CredentialsError) || second.code !== 'FileMissing') throw second;
      const message = `${why}${why === '' ? 'Neither' : 'neither'} ${path} nor ${path}.ini exists.`;
      throw new CredentialsError({ source, code: second.code, absent: second.absent, message });
    });
  }
}

function makeSource(settings: ProfileSettings, options: FromCredentialsFileOptions, name: string): CredentialsSource {
  const type = settings.required('type').toLowerCase();
  const make = Object.hasOwn(types, type) ? types[type] : undefined;
  if (make !== undefined) return renamedSource(`file:${name}/${type}`, make(settings, options));
  const supported = Object.keys(types);
  throw modeUnsupported('file', { place: settings.place, kind: 'type', name: type, supported });
}

const types: Readonly<
  Record<string, (settings: ProfileSettings, options: FromCredentialsFileOptions) => CredentialsSource>
> = {
  access_key: ({ required }) =>
    fromStatic({ accessKeyId: required('access_key_id'), accessKeySecret: required('access_key_secret') }),
  sts: ({ required }) =>
    fromStatic({
      accessKeyId: required('access_key_id'),
      accessKeySecret: required('access_key_secret'),
      securityToken: required('security_token', 'sts_token'),
    }),
  ecs_ram_role: ({ text }, options) =>
    fromEcsRamRole({ ...options, timeoutMs: undefined, roleName: text('role_name') }),
  ram_role_arn: (settings, options) =>
    fromAssumeRole({
      transport: directTransport,
      ...options,
      source: {
        accessKeyId: settings.required('access_key_id'),
        accessKeySecret: settings.required('access_key_secret'),
        securityToken: settings.text('security_token', 'sts_token'),
      },
      ...roleOf(settings),
      externalId: settings.text('external_id'),
    }),
  oidc_role_arn: (settings, options) =>
    fromOidcTokenFile({
      transport: directTransport,
      ...options,
      ...roleOf(settings),
      providerArn: settings.required('oidc_provider_arn'),
      tokenFile: expandHome(settings.required('oidc_token_file_path'), options),
    }),
};

function roleOf({ required, text, number }: ProfileSettings): RoleOptions & StsEndpointOptions {
  return {
    roleArn: required('role_arn'),
    sessionName: text('role_session_name'),
    durationSeconds: number('duration_seconds'),
    policy: text('policy'),
    region: text('sts_region'),
    endpoint: text('sts_endpoint'),
  };
}
