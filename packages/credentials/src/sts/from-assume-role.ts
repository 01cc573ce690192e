import { CredentialsError } from '../credentials-error.ts';
import { type CredentialsInput, sourceOf } from '../credentials-input.ts';
import type { CredentialsSource } from '../credentials-source.ts';
import type { StsSignature } from './ask-sts.ts';
import { checker, type RoleOptions, roleParameters } from './role-parameters.ts';
import { type StsOptions, stsSource } from './sts-source.ts';

export interface FromAssumeRoleOptions extends RoleOptions, StsOptions {
  /** Who assumes the role: a RAM user or another role, not the account itself. */
  readonly source: CredentialsInput;
  /** 2 to 1 224 characters; what the role's trust policy asks of strangers. */
  readonly externalId?: string | undefined;
  /** Who is behind the session, kept through a chain of roles. */
  readonly sourceIdentity?: string | undefined;
  /** @default 'v3' */
  readonly signature?: StsSignature | undefined;
}

/**
 * Assumes a RAM role with STS's `AssumeRole`. Options that STS would refuse throw `InvalidOption` at once. When STS refuses
 * the caller's own pair, the caller's source is asked for a new one, once.
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
  return stsSource('AssumeRole', options, async (ask) => {
    const signer = await caller();
    if (signer === null) {
      const message = `${name}: the source is anonymous, which cannot assume a role.`;
      throw new CredentialsError({ source: name, code: 'InvalidOption', phase: 'config', message });
    }
    if (signer.expiration !== undefined && signer.expiration.getTime() <= now()) {
      const message = `${name}: the credentials of the caller ended at ${signer.expiration.toISOString()}.`;
      throw new CredentialsError({ source: name, code: 'CredentialsExpired', message });
    }
    try {
      return await ask({ parameters, signer, signature });
    } catch (error) {
      if (!(error instanceof CredentialsError) || !isSignerRefused(error)) throw error;
      const renewed = await caller({ rejected: true });
      if (renewed === null || renewed.accessKeyId === signer.accessKeyId) throw error;
      return ask({ parameters, signer: renewed, signature });
    }
  });
}

function isSignerRefused({ ossCode = '' }: CredentialsError): boolean {
  return /^(InvalidAccessKeyId|InvalidSecurityToken|SecurityTokenExpired)/.test(ossCode);
}
