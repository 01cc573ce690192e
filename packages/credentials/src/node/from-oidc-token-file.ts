import { CredentialsError } from '../credentials-error.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import { type FromOidcOptions, fromOidc } from '../sts/from-oidc.ts';
import { variable } from './node-options.ts';
import { readSecretFile } from './read-secret-file.ts';

export interface FromOidcTokenFileOptions extends Omit<FromOidcOptions, 'roleArn' | 'providerArn' | 'getToken'> {
  /** @default the variable `ALIBABA_CLOUD_ROLE_ARN` */
  readonly roleArn?: string | undefined;
  /** @default the variable `ALIBABA_CLOUD_OIDC_PROVIDER_ARN` */
  readonly providerArn?: string | undefined;
  /** @default the variable `ALIBABA_CLOUD_OIDC_TOKEN_FILE` */
  readonly tokenFile?: string | undefined;
}

/**
 * Exchanges the OpenID Connect token in a file for a RAM role, as configured by RRSA (RAM roles for Kubernetes service
 * accounts). The file is read for every exchange, since it is replaced before the token expires. Absent if neither the
 * provider nor the file is set; throws `CredentialsIncomplete` if only some of the three are.
 */
export function fromOidcTokenFile(options: FromOidcTokenFileOptions = {}): CredentialsSource {
  const source = 'oidc';
  let found: { readonly key: string; readonly inner: CredentialsSource } | undefined;
  return namedSource(source, (request) => {
    const settings = {
      ALIBABA_CLOUD_ROLE_ARN: options.roleArn ?? variable(options, 'ALIBABA_CLOUD_ROLE_ARN'),
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: options.providerArn ?? variable(options, 'ALIBABA_CLOUD_OIDC_PROVIDER_ARN'),
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: options.tokenFile ?? variable(options, 'ALIBABA_CLOUD_OIDC_TOKEN_FILE'),
    };
    const [roleArn, providerArn, tokenFile] = Object.values(settings);
    // A role alone does not mean OpenID Connect: AssumeRole uses this variable, too.
    if (providerArn === undefined && tokenFile === undefined) {
      const message = 'Neither ALIBABA_CLOUD_OIDC_PROVIDER_ARN nor ALIBABA_CLOUD_OIDC_TOKEN_FILE is set.';
      throw new CredentialsError({ source, code: 'NotConfigured', absent: true, message });
    }
    if (roleArn === undefined || providerArn === undefined || tokenFile === undefined) {
      const missing = Object.entries(settings).filter(([, value]) => value === undefined);
      const message = `${missing.map(([name]) => name).join(' and ')} must also be set.`;
      throw new CredentialsError({ source, code: 'CredentialsIncomplete', message, advice: 'Set all three or none.' });
    }
    const key = JSON.stringify([roleArn, providerArn, tokenFile]);
    if (found?.key !== key) {
      // Kubernetes mounts the token file as a link that the group can read.
      const getToken = (): Promise<string> =>
        readSecretFile(tokenFile, { source, isExplicit: true, readableByOthers: 'allow' });
      found = { key, inner: fromOidc({ ...options, roleArn, providerArn, getToken }) };
    }
    return found.inner(request);
  });
}
