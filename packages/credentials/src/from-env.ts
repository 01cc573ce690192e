import type { Credentials } from '@ossferry/contract';
import { CredentialsError } from './credentials-error.ts';
import { takeSnapshot } from './credentials-snapshot.ts';
import { type CredentialsSource, namedSource } from './credentials-source.ts';
import { type Environment, platformEnvironment } from './environment.ts';

/** A set of variables: `OSS_*` is used by the OSS SDKs, `ALIBABA_CLOUD_*` by all other tools. */
export type EnvironmentFamily = 'OSS' | 'ALIBABA_CLOUD';

export interface FromEnvOptions {
  /** The families to read, in order. The first one with a variable that is set is used. @default ['OSS', 'ALIBABA_CLOUD'] */
  readonly families?: readonly EnvironmentFamily[] | undefined;
  /** Read on every call. @default the variables of this process */
  readonly env?: Environment | undefined;
}

/**
 * Reads `OSS_ACCESS_KEY_ID`, `OSS_ACCESS_KEY_SECRET` and `OSS_SESSION_TOKEN`, or else `ALIBABA_CLOUD_ACCESS_KEY_ID`,
 * `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and `ALIBABA_CLOUD_SECURITY_TOKEN`; never a mix of both. Absent (`NotConfigured`) if none
 * is set; throws `CredentialsIncomplete` if the ID or the secret of a family is missing.
 */
export function fromEnv(options: FromEnvOptions = {}): CredentialsSource {
  const { families = ['OSS', 'ALIBABA_CLOUD'] } = options;
  const source = `env:${families.join('|')}`;
  return namedSource(source, () => {
    const environment = options.env ?? platformEnvironment();
    for (const family of families) {
      const credentials = readFamily(environment, family);
      if (credentials !== undefined) return takeSnapshot(credentials, `env:${family}`);
    }
    throw new CredentialsError({
      source,
      code: 'NotConfigured',
      absent: true,
      message: `The environment has no ${families.map((family) => variables[family][0]).join(' and no ')}.`,
      advice: 'Set an access key ID and its secret.',
    });
  });
}

const variables = {
  OSS: ['OSS_ACCESS_KEY_ID', 'OSS_ACCESS_KEY_SECRET', 'OSS_SESSION_TOKEN'],
  ALIBABA_CLOUD: ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'],
} as const satisfies Record<EnvironmentFamily, readonly [id: string, secret: string, token: string]>;

function readFamily(environment: Environment, family: EnvironmentFamily): Credentials | undefined {
  const [idName, secretName, tokenName] = variables[family];
  const accessKeyId = environment[idName] ?? '';
  const accessKeySecret = environment[secretName] ?? '';
  const securityToken = environment[tokenName] ?? '';
  if (accessKeyId === '' && accessKeySecret === '' && securityToken === '') return undefined;
  const missing = accessKeyId === '' ? idName : accessKeySecret === '' ? secretName : undefined;
  if (missing === undefined) return { accessKeyId, accessKeySecret, securityToken };
  throw new CredentialsError({
    source: `env:${family}`,
    code: 'CredentialsIncomplete',
    message: `${missing} is not set, but other variables of its family are.`,
    advice: `Set it too, or unset ${[idName, secretName, tokenName].filter((name) => name !== missing).join(' and ')}.`,
  });
}
