import { CredentialsError } from '../credentials-error.ts';
import type { CredentialsSource } from '../credentials-source.ts';
import { checkArn, type RoleOptions, roleParameters } from './role-parameters.ts';
import { type StsOptions, stsSource } from './sts-source.ts';

export interface FromOidcOptions extends RoleOptions, StsOptions {
  /** `acs:ram::<account>:oidc-provider/<name>` */
  readonly providerArn: string;
  /** Returns the identity token, a JWT of 4 to 20 000 characters. Called for every exchange, because tokens expire. */
  readonly getToken: () => string | Promise<string>;
}

/**
 * Exchanges an OpenID Connect token for a RAM role with STS's `AssumeRoleWithOIDC`, as used by RRSA (RAM roles for Kubernetes
 * service accounts). The request is not signed: the token authenticates it. `fromOidcTokenFile` of `./node` reads it from a
 * file.
 */
export function fromOidc(options: FromOidcOptions): CredentialsSource {
  const name = 'sts:AssumeRoleWithOIDC';
  checkArn(name, 'oidc-provider', 'providerArn', options.providerArn);
  const role = roleParameters(options, name);
  return stsSource('AssumeRoleWithOIDC', options, async (call) => {
    // A token from a file often ends in a line break.
    const token = (await options.getToken()).trim();
    if (token.length < 4 || token.length > 20_000) {
      throw new CredentialsError({
        source: name,
        code: 'InvalidToken',
        message: `${name}: the token has ${token.length} characters.`,
        advice: 'It must have 4 to 20000.',
      });
    }
    return call({ parameters: { ...role, OIDCProviderArn: options.providerArn, OIDCToken: token } });
  });
}
