import type { Cause } from '../cause.ts';

/** By the element `PolicyType`: the message says "bucket policy" even for RAM policies. */
export const causeByPolicyType: Readonly<Record<string, Cause>> = {
  AccountLevelIdentityBasedPolicy: 'NoPermissionByRamPolicy',
  ResourceGroupLevelIdentityBasedPolicy: 'NoPermissionByRamPolicy',
  SessionPolicy: 'NoPermissionBySessionPolicy',
};

/** By the message; the first match counts. */
export const causesByMessage: readonly (readonly [pattern: RegExp, cause: Cause])[] = [
  [/according to policy/i, 'PostPolicyRefused'],
  [/has expired/i, 'Expired'],
  [/not valid yet/i, 'NotYetValid'],
  [/specified endpoint/i, 'WrongEndpoint'],
  [/requester pay/i, 'RequesterPays'],
  [/referer policy/i, 'RefererDenied'],
  [/forbidden by kms/i, 'NoPermissionByKms'],
  [/VPC endpoint policy/i, 'NoPermissionByVpcPolicy'],
  [/authorizer's policy/i, 'NoPermissionBySessionPolicy'],
  [/because of bucket acl/i, 'NoPermission'],
  [/bucket policy/i, 'NoPermissionByBucketPolicy'],
  [/signing region/i, 'RegionWrong'],
  [/signing date/i, 'SigningDateInvalid'],
  [/override response header.*anonymous/i, 'OverrideByAnonymous'],
  [/anonymous (?:user|access)/i, 'AnonymousForbidden'],
  [/content-type/i, 'ContentTypeOverride'],
  [/requires the Signature, Expires and OSSAccessKeyId/i, 'ParametersMissing'],
  [/requires a valid Date/i, 'DateMissing'],
  [/Only one auth mechanism/i, 'TwoSignatures'],
  [/Authorization header is invalid/i, 'AuthorizationMalformed'],
  [/credential/i, 'CredentialMalformed'],
];
