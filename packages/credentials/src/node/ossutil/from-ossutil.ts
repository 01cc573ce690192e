import { cachedWithRetryAfter } from '../../cached-with-retry-after.ts';
import { CredentialsError } from '../../credentials-error.ts';
import { type CredentialsSource, namedSource } from '../../credentials-source.ts';
import { homePath, type NodeOptions, variable } from '../node-options.ts';
import { asBroken } from '../profile-settings.ts';
import { type ProfileFile, profileSource } from '../profile-source.ts';
import { readSecretFile } from '../read-secret-file.ts';
import { parseOssutilConfig } from './ossutil-config.ts';
import { isEmptyProfile, makeOssutilSource } from './ossutil-modes.ts';

export interface FromOssutilOptions extends NodeOptions {
  /** ossutil 2 only. @default the variable `OSSUTIL_PROFILE`, or else `default` */
  readonly profile?: string | undefined;
  /** @default the variable `OSSUTIL_CONFIG_FILE`, or else `~/.ossutilconfig` */
  readonly file?: string | undefined;
}

/**
 * Provides the credentials in the configuration file of ossutil 1 or 2, which it detects. The file is read again for every
 * refresh, and never written. Absent if there is no file, no profile `default`, or no credentials in it; a missing file or
 * profile that is named by an option or a variable is an error.
 */
export function fromOssutil(options: FromOssutilOptions = {}): CredentialsSource {
  const source = 'ossutil';
  return cachedWithRetryAfter(
    namedSource(source, async (request) => {
      const named = options.profile ?? variable(options, 'OSSUTIL_PROFILE');
      const name = named ?? 'default';
      const config = await readConfig(options, named !== undefined);
      if (named === undefined) checkPresent(config, name);
      try {
        return await profileSource(name, { source, file: config, options, make: makeOssutilSource })(request);
      } catch (error) {
        throw asBroken(error, `${config.path}, profile ${name}`);
      }
    }),
    options,
  );
}

/** The default profile may be missing, or only contain a region and an endpoint. */
function checkPresent(config: ProfileFile, name: string): void {
  const settings = config.profile(name);
  if (settings !== undefined && !isEmptyProfile(settings)) return;
  throw new CredentialsError({
    source: 'ossutil',
    code: settings === undefined ? 'ProfileNotFound' : 'NotConfigured',
    absent: true,
    message:
      settings === undefined ? `${config.path} has no profile ${name}.` : `${settings.place}: there are no keys.`,
  });
}

async function readConfig(options: FromOssutilOptions, isProfileNamed: boolean): Promise<ProfileFile> {
  const source = 'ossutil';
  const named = options.file ?? variable(options, 'OSSUTIL_CONFIG_FILE');
  const path = named ?? homePath(options, '.ossutilconfig');
  if (path === undefined) {
    const message = 'There is no home directory in which to look for .ossutilconfig.';
    throw new CredentialsError({ source, code: 'NotConfigured', absent: true, message });
  }
  const isExplicit = named !== undefined || isProfileNamed;
  return parseOssutilConfig(await readSecretFile(path, { ...options, source, isExplicit }), path, source);
}
