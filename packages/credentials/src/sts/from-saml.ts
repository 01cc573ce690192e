import { CredentialsError } from '../credentials-error.ts';
import type { CredentialsSource } from '../credentials-source.ts';
import { checkArn, type RoleOptions, roleParameters } from './role-parameters.ts';
import { type StsOptions, stsSource } from './sts-source.ts';

export interface FromSamlOptions extends Omit<RoleOptions, 'sessionName'>, StsOptions {
  /** `acs:ram::<account>:saml-provider/<name>` */
  readonly providerArn: string;
  /** Returns the SAML response in base64, 4 to 100 000 characters. Called for every exchange, because assertions expire. */
  readonly getAssertion: () => string | Promise<string>;
}

/**
 * Exchanges a SAML response for a RAM role with STS's `AssumeRoleWithSAML`. The request is not signed: the assertion
 * authenticates it.
 */
export function fromSaml(options: FromSamlOptions): CredentialsSource {
  const name = 'sts:AssumeRoleWithSAML';
  checkArn(name, 'saml-provider', 'providerArn', options.providerArn);
  // The session takes its name from the assertion.
  const { RoleSessionName: _name, ...role } = roleParameters(options, name);
  return stsSource('AssumeRoleWithSAML', options, async (call) => {
    const assertion = (await options.getAssertion()).trim();
    if (assertion.length < 4 || assertion.length > 100_000) {
      throw new CredentialsError({
        source: name,
        code: 'InvalidToken',
        message: `${name}: the assertion has ${assertion.length} characters.`,
        advice: 'It must have 4 to 100000.',
      });
    }
    return call({ parameters: { ...role, SAMLProviderArn: options.providerArn, SAMLAssertion: assertion } });
  });
}
