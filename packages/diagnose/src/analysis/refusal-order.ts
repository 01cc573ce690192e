import type { Cause } from '../cause.ts';
import type { Candidate } from '../finding.ts';

/** Refusals that OSS returns before it has verified the signature. */
export const precedesSignatureCheck: ReadonlySet<Cause> = /* @__PURE__ */ new Set([
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

/** Refusals that can result from a parameter that is damaged or lost. */
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

/** Whether a refusal is only a consequence of damage to the URL. */
export function isConsequence({ cause }: Candidate, defects: readonly Candidate[]): boolean {
  return defects.length > 0 && consequences.has(cause) && !defects.some((damage) => damage.cause === cause);
}
