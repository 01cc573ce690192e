import { CredentialsError } from '../credentials-error.ts';
import { type Environment, platformEnvironment } from '../environment.ts';

/** The common options for assuming a role. */
export interface RoleOptions {
  /** `acs:ram::<account>:role/<name>` */
  readonly roleArn: string;
  /**
   * The name of the session in logs: 2 to 64 letters, digits and `.@-_`.
   * @default the variable `ALIBABA_CLOUD_ROLE_SESSION_NAME`, or `ossferry-<milliseconds>`
   */
  readonly sessionName?: string | undefined;
  /** 900 to 43 200, and at most the role's own maximum. @default 3600 */
  readonly durationSeconds?: number | undefined;
  /**
   * A policy document, as text or as an object of at most 2 048 characters. The session may do only what both the role and
   * this policy allow. @default none
   */
  readonly policy?: string | object | undefined;
}

interface RoleDefaults {
  readonly env?: Environment | undefined;
  readonly now?: (() => number) | undefined;
}

/** Returns the parameters for STS. Throws `InvalidOption` for options that STS would refuse. */
export function roleParameters(options: RoleOptions & RoleDefaults, source: string): Record<string, string> {
  const { roleArn, durationSeconds = 3600, policy, env = platformEnvironment(), now = Date.now } = options;
  const sessionName = options.sessionName || env['ALIBABA_CLOUD_ROLE_SESSION_NAME'] || `ossferry-${now()}`;
  const check = checker(source);
  checkArn(source, 'role', 'roleArn', roleArn);
  check(/^[\w.@-]{2,64}$/.test(sessionName), 'sessionName', '2 to 64 letters, digits and .@-_');
  const isDuration = Number.isInteger(durationSeconds) && durationSeconds >= 900 && durationSeconds <= 43_200;
  check(isDuration, 'durationSeconds', 'a whole number from 900 to 43200');
  const policyText = typeof policy === 'object' ? JSON.stringify(policy) : policy;
  if (policyText !== undefined) {
    check(policyText.length >= 1 && policyText.length <= 2048, 'policy', '1 to 2048 characters');
  }
  return {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: String(durationSeconds),
    ...(policyText !== undefined && { Policy: policyText }),
  };
}

/** Throws `InvalidOption` if an option is not the ARN of a role or of an identity provider. */
export function checkArn(
  source: string,
  kind: 'role' | 'oidc-provider' | 'saml-provider',
  option: string,
  arn: string,
): void {
  const isArn = new RegExp(`^acs:ram::[\\d*]+:${kind}/.+$`, 'i').test(arn);
  checker(source)(isArn, option, `acs:ram::<account>:${kind}/<name>`);
}

/** Creates a function that throws `InvalidOption` for an invalid option. */
export function checker(source: string): (isValid: boolean, option: string, expected: string) => void {
  return (isValid, option, expected) => {
    if (isValid) return;
    throw new CredentialsError({
      source,
      code: 'InvalidOption',
      phase: 'config',
      message: `${source}: ${option} is malformed.`,
      advice: `It must be ${expected}.`,
    });
  };
}
