import { CredentialsError } from '../credentials-error.ts';
import { type CredentialsInput, sourceOf } from '../credentials-input.ts';
import type { CredentialsSource } from '../credentials-source.ts';
import type { StsSignature } from './call-sts.ts';
import { checker, type RoleOptions, roleParameters } from './role-parameters.ts';
import { type StsOptions, stsSource } from './sts-source.ts';

export interface FromAssumeRoleOptions extends RoleOptions, StsOptions {
  /** The credentials of the caller: a RAM user or another role, not the account itself. */
  readonly source: CredentialsInput;
  /** The external ID that the role's trust policy requires, 2 to 1 224 characters. */
  readonly externalId?: string | undefined;
  /** The user of the session; preserved if the session assumes another role. */
  readonly sourceIdentity?: string | undefined;
  /** @default 'v3' */
  readonly signature?: StsSignature | undefined;
}

/**
 * Assumes a RAM role with STS's `AssumeRole`. Throws `InvalidOption` immediately for options that STS would refuse. If STS
 * refuses the caller's pair, requests a new one from the caller's source, once.
 */
export function fromAssumeRole(options: FromAssumeRoleOptions): CredentialsSource {
  const name = 'sts:AssumeRole';
  const { externalId, sourceIdentity, signature = 'v3', now = Date.now } = options;
  const check = checker(name);
  check(signature === 'v3' || signature === 'v1', 'signature', 'v3 or v1');
  if (externalId !== undefined) {
    check(/^[\w+=,.@:/-]{2,1224}$/.test(externalId), 'externalId', '2 to 1224 letters, digits and +=,.@:/-_');
  }
  const parameters = {
    ...roleParameters(options, name),
    ...(externalId !== undefined && { ExternalId: externalId }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  };
  const caller = sourceOf(options.source);
  return stsSource('AssumeRole', options, async (call) => {
    const signer = await caller();
    if (signer === null) {
      const message = `${name}: the source is anonymous, so it cannot assume a role.`;
      throw new CredentialsError({ source: name, code: 'InvalidOption', phase: 'config', message });
    }
    if (signer.expiration !== undefined && signer.expiration.getTime() <= now()) {
      const message = `${name}: the caller's credentials expired at ${signer.expiration.toISOString()}.`;
      throw new CredentialsError({ source: name, code: 'CredentialsExpired', message });
    }
    try {
      return await call({ parameters, signer, signature });
    } catch (error) {
      if (!(error instanceof CredentialsError) || !isSignerRefused(error)) throw error;
      const renewed = await caller({ rejected: true });
      if (renewed === null || renewed.accessKeyId === signer.accessKeyId) throw error;
      return call({ parameters, signer: renewed, signature });
    }
  });
}

function isSignerRefused({ ossCode = '' }: CredentialsError): boolean {
  return /^(InvalidAccessKeyId|InvalidSecurityToken|SecurityTokenExpired)/.test(ossCode);
}
