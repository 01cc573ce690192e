import type { Cause } from '../cause.ts';
import type { Suspicion } from '../finding.ts';

/** Refusals that OSS gives before it has found the signature to be right. */
export const comesBeforeSignature: ReadonlySet<Cause> = /* @__PURE__ */ new Set([
  'SignatureDoesNotMatch',
  'WrongEndpoint',
  'PathStyleForbidden',
  'HostForbidden',
  'PublicEndpointForbidden',
  'AppPackageForbidden',
  'DomainNotBound',
  'DomainOfOtherUser',
  'NoSuchBucket',
  'InvalidBucketName',
  'Expired',
  'NotYetValid',
  'ClockSkewed',
  'AccessKeyUnknown',
  'AccessKeyDisabled',
  'TokenKeyUnknown',
  'TokenMissing',
  'TokenInvalid',
  'TokenOfOtherKey',
  'TokenExpired',
  'TokenTwice',
  'AnonymousForbidden',
  'SignatureVersionUnknown',
  'V1Forbidden',
  'TwoSignatures',
  'AuthorizationMalformed',
  'AdditionalHeaderMissing',
  'AdditionalHeadersMalformed',
  'CredentialMalformed',
  'RegionWrong',
  'RegionPrefixed',
  'ProductWrong',
  'ParametersMissing',
  'DateMissing',
  'SigningDateInvalid',
  'ExpiresMissing',
  'ExpiresOutOfRange',
  'V1ExpiresInvalid',
  'CorsForbidden',
  'InvalidArgument',
  'Refused',
]);

/** Complaints about a parameter that damage has hidden from OSS. */
const consequences: ReadonlySet<Cause> = /* @__PURE__ */ new Set([
  'AnonymousForbidden',
  'SignatureVersionUnknown',
  'AdditionalHeadersMalformed',
  'CredentialMalformed',
  'AccessKeyUnknown',
  'TokenKeyUnknown',
  'TokenMissing',
  'TokenInvalid',
  'ParametersMissing',
  'SigningDateInvalid',
  'ExpiresMissing',
  'ExpiresOutOfRange',
  'V1ExpiresInvalid',
  'TwoSignatures',
  'InvalidArgument',
  'Refused',
]);

/** Whether what OSS complains about is only what damage has hidden from it. */
export function isConsequence({ cause }: Suspicion, damages: readonly Suspicion[]): boolean {
  return damages.length > 0 && consequences.has(cause) && !damages.some((damage) => damage.cause === cause);
}
