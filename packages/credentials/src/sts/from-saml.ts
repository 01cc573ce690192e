import { CredentialsError } from '../credentials-error.ts';
import type { CredentialsSource } from '../credentials-source.ts';
import { checker, type RoleOptions, roleParameters } from './role-parameters.ts';
import { type StsOptions, stsSource } from './sts-source.ts';

export interface FromSamlOptions extends Omit<RoleOptions, 'sessionName'>, StsOptions {
  /** `acs:ram::<account>:saml-provider/<name>` */
  readonly providerArn: string;
  /** Gives the whole SAML response in base64, 4 to 100 000 characters. Called for every exchange: assertions are short-lived. */
  readonly getAssertion: () => string | Promise<string>;
}

/** Exchanges a SAML response for a RAM role with STS's `AssumeRoleWithSAML`. Nothing is signed: the assertion is the proof. */
export function fromSaml(options: FromSamlOptions): CredentialsSource {
  const name = 'sts:AssumeRoleWithSAML';
  checker(name)(
    /^acs:ram::[\d*]+:saml-provider\/.+$/i.test(options.providerArn),
    'providerArn',
    'acs:ram::<account>:saml-provider/<name>',
  );
  // The session takes its name from the assertion.
  const { RoleSessionName: _name, ...role } = roleParameters(options, name);
  return stsSource('AssumeRoleWithSAML', options, async (ask) => {
    const assertion = (await options.getAssertion()).trim();
    if (assertion.length < 4 || assertion.length > 100_000) {
      throw new CredentialsError({
        source: name,
        code: 'InvalidToken',
        message: `${name}: the assertion has ${assertion.length} characters.`,
        advice: 'It has to have 4 to 100000.',
      });
    }
    return ask({ parameters: { ...role, SAMLProviderArn: options.providerArn, SAMLAssertion: assertion } });
  });
}
