import { cachedWithRetryAfter } from '../../cached-with-retry-after.ts';
import { CredentialsError } from '../../credentials-error.ts';
import { type CredentialsSource, namedSource } from '../../credentials-source.ts';
import { isSwitchedOn, platformEnvironment } from '../../environment.ts';
import { homePath, type NodeOptions, variable } from '../node-options.ts';
import { asBroken } from '../profile-settings.ts';
import { profileSource } from '../profile-source.ts';
import { readSecretFile } from '../read-secret-file.ts';
import { type CliConfig, parseCliConfig } from './cli-config.ts';
import { makeCliSource } from './cli-modes.ts';

export interface FromCliProfileOptions extends NodeOptions {
  /** @default the variable `ALIBABA_CLOUD_PROFILE`, or else the file's current profile */
  readonly profile?: string | undefined;
  /** @default the variable `ALIBABA_CLOUD_CONFIG_FILE`, or else `~/.aliyun/config.json` */
  readonly file?: string | undefined;
  /**
   * What it means if the file does not have the profile named by `ALIBABA_CLOUD_PROFILE`. `absent`: another file may have
   * it, so a chain continues. @default 'broken'
   */
  readonly missingProfile?: 'broken' | 'absent' | undefined;
}

/**
 * Provides the credentials of an Alibaba Cloud CLI profile, in any mode that can sign for OSS. The file is read again for
 * every refresh, and never written. Absent if there is no file, if no profile is named and the file's current one is not
 * configured, or if `ALIBABA_CLOUD_CLI_PROFILE_DISABLED` is on; a missing file or profile that is named by an option or a
 * variable is an error.
 */
export function fromCliProfile(options: FromCliProfileOptions = {}): CredentialsSource {
  const source = 'cli';
  return cachedWithRetryAfter(
    namedSource(source, async (request) => {
      if (isSwitchedOn(options.env ?? platformEnvironment(), 'ALIBABA_CLOUD_CLI_PROFILE_DISABLED')) {
        throw absent('Disabled', 'ALIBABA_CLOUD_CLI_PROFILE_DISABLED is on.');
      }
      const config = await readConfig(options);
      const named = options.profile ?? variable(options, ...profileVariables);
      const name = named ?? config.current ?? 'default';
      if (named === undefined && isEmptyProfile(config, name)) {
        throw absent('NotConfigured', `${config.path}: profile ${name} is not configured.`);
      }
      if (named !== undefined && config.profile(name) === undefined && mayBeInAnotherFile(options)) {
        throw absent('ProfileNotFound', `${config.path} has no profile ${name}.`);
      }
      try {
        return await profileSource(name, { source, file: config, options, make: makeCliSource })(request);
      } catch (error) {
        throw asBroken(error, `${config.path}, profile ${name}`);
      }
    }),
    options,
  );
}

const profileVariables = ['ALIBABA_CLOUD_PROFILE', 'ALIBABACLOUD_PROFILE', 'ALICLOUD_PROFILE'];

function isProfileNamed(options: FromCliProfileOptions): boolean {
  return options.profile !== undefined || variable(options, ...profileVariables) !== undefined;
}

function mayBeInAnotherFile({ profile, missingProfile }: FromCliProfileOptions): boolean {
  return profile === undefined && missingProfile === 'absent';
}

async function readConfig(options: FromCliProfileOptions): Promise<CliConfig> {
  const source = 'cli';
  const named = options.file ?? variable(options, 'ALIBABA_CLOUD_CONFIG_FILE');
  const path = named ?? homePath(options, '.aliyun', 'config.json');
  if (path === undefined)
    throw absent('NotConfigured', 'There is no home directory in which to look for .aliyun/config.json.');
  const isExplicit = named !== undefined || (isProfileNamed(options) && !mayBeInAnotherFile(options));
  return parseCliConfig(await readSecretFile(path, { ...options, source, isExplicit }), path, source);
}

/** An interrupted `aliyun configure` leaves a profile in mode AK without keys. */
function isEmptyProfile(config: CliConfig, name: string): boolean {
  const settings = config.profile(name);
  if (settings === undefined) return config.current === undefined;
  const { text } = settings;
  const mode = text('mode')?.toLowerCase();
  return (
    (mode === undefined || mode === 'ak') && !text('access_key_id') && !text('access_key_secret') && !hasOtherMode(text)
  );
}

function hasOtherMode(text: (...keys: readonly string[]) => string | undefined): boolean {
  return (
    text(
      'sts_token',
      'ram_role_arn',
      'ram_role_name',
      'source_profile',
      'process_command',
      'cloud_sso_sign_in_url',
      'oauth_access_token',
      'credentials_uri',
      'bearer_token',
    ) !== undefined
  );
}

function absent(code: 'NotConfigured' | 'Disabled' | 'ProfileNotFound', message: string): CredentialsError {
  return new CredentialsError({ source: 'cli', code, absent: true, message });
}
