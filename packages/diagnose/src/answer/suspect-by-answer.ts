import type { Cause, CauseFacts } from '../cause.ts';
import { type Suspicion, suspect, weights } from '../finding.ts';
import type { HostReport } from '../url/read-host.ts';
import type { UrlSignature } from '../url/read-signature.ts';
import type { Answer } from './read-answer.ts';

/** What else is known where an answer is read. */
export interface AnswerContext {
  readonly host: HostReport & { readonly name: string };
  readonly signature: UrlSignature;
  readonly key: string;
}

/**
 * Says what an answer says by itself. Codes come first: OSS calls its detailed codes (EC) unstable, so they only tell apart
 * what has one code, as the page "Error responses" lists them.
 */
export function suspectByAnswer(answer: Answer, context: AnswerContext): Suspicion | undefined {
  const { code, ec, status, message } = answer;
  if (answer.succeeded) return ec?.startsWith('0048-') === true ? plain('ForcedDownload') : undefined;
  if (code === undefined && status === undefined) return undefined;
  const byEc = ec === undefined ? undefined : causeByEc[ec];
  const byCode = code === undefined ? (byEc ?? causeByStatus[status ?? 0]) : causeByCode[code];
  const byMessage = messages.find(([pattern]) => pattern.test(message))?.[1];
  const cause = code !== undefined && generic.has(code) ? (byEc ?? byMessage ?? byCode) : (byCode ?? byEc ?? byMessage);
  const isDeleteMarker = cause === 'MethodNotAllowed' && answer.details['ResourceType'] === 'DeleteMarker';
  return withFacts(isDeleteMarker ? 'VersionIsDeleteMarker' : refine(cause ?? 'Refused', context), answer, context);
}

/** Codes that stand for many causes. */
const generic: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'AccessDenied',
  'InvalidArgument',
  'InvalidRequest',
  'InvalidAccessKeyId',
]);

const messages: readonly (readonly [RegExp, Cause])[] = [
  [/has expired/i, 'Expired'],
  [/not valid yet/i, 'NotYetValid'],
  [/specified endpoint/i, 'WrongEndpoint'],
  [/requester pay/i, 'RequesterPays'],
  [/because of bucket acl/i, 'NoPermission'],
  [/bucket policy/i, 'NoPermissionByBucketPolicy'],
  [/signing region/i, 'RegionWrong'],
  [/signing date/i, 'SigningDateInvalid'],
  [/anonymous user/i, 'OverrideByAnonymous'],
  [/content-type/i, 'ContentTypeOverride'],
  [/requires the Signature, Expires and OSSAccessKeyId/i, 'ParametersMissing'],
  [/requires a valid Date/i, 'DateMissing'],
  [/Only one auth mechanism/i, 'TwoSignatures'],
  [/Authorization header is invalid/i, 'AuthorizationMalformed'],
  [/credential/i, 'CredentialMalformed'],
];

/** On a custom domain, a bucket that does not exist is the domain's own name, taken for one. */
function refine(cause: Cause, { host, signature }: AnswerContext): Cause {
  const isBucketUnknown = cause === 'NoSuchBucket' || cause === 'InvalidBucketName';
  if (isBucketUnknown && host.addressing === 'custom-domain') return 'DomainNotBound';
  if (cause === 'RegionWrong' && signature.scope?.region.startsWith('oss-') === true) return 'RegionPrefixed';
  const { product } = signature.scope ?? { product: 'oss' };
  if (cause === 'CredentialMalformed' && product !== 'oss' && product !== 'oss-cloudbox') return 'ProductWrong';
  return cause;
}

function plain(cause: Cause): Suspicion {
  return suspect(cause as 'Throttled', undefined, weights.answered);
}

function withFacts(cause: Cause, answer: Answer, { host, signature, key }: AnswerContext): Suspicion {
  const { details } = answer;
  const read: { readonly [Name in Cause]?: () => CauseFacts[Name] } = {
    NoSuchKey: () => ({ key: details['Key'] ?? key }),
    NoSuchBucket: () => ({ bucket: details['BucketName'] ?? host.bucket ?? '' }),
    InvalidBucketName: () => ({ bucket: details['BucketName'] ?? host.bucket ?? '' }),
    DomainNotBound: () => ({ host: host.name }),
    WrongEndpoint: () => ({ endpoint: details['Endpoint'] }),
    Expired: () => ({
      end: details['Expires'] ?? isoOf(signature.end),
      at: details['ServerTime'] ?? isoOf(answer.serverTime),
    }),
    NotYetValid: () => ({ start: isoOf(signature.start), at: details['ServerTime'] ?? isoOf(answer.serverTime) }),
    ClockSkewed: () => ({ requestTime: details['RequestTime'], serverTime: details['ServerTime'] }),
    ExpiresOutOfRange: () => ({ expires: signature.expires ?? '' }),
    RegionWrong: () => ({ signed: signature.scope?.region ?? '', expected: host.region }),
    RegionPrefixed: () => ({ region: signature.scope?.region ?? '' }),
    ProductWrong: () => ({ product: signature.scope?.product ?? '' }),
    AdditionalHeaderMissing: () => ({
      name: details['ArgumentValue'] || signature.additionalHeaders.filter((name) => name !== 'host').join(', '),
    }),
    AccessKeyUnknown: () => ({ accessKeyId: details['OSSAccessKeyId'] ?? signature.accessKeyId ?? '' }),
    ParametersMissing: () => ({ names: 'OSSAccessKeyId, Expires, Signature' }),
    InvalidArgument: () => ({ name: details['ArgumentName'] }),
    PreconditionFailed: () => ({ condition: details['Condition'] }),
    Refused: () => ({ status: answer.status, code: answer.code }),
  };
  return suspect(cause, read[cause]?.() as CauseFacts[typeof cause], weights.answered);
}

function isoOf(date: Date | undefined): string | undefined {
  return date?.toISOString().replace('.000Z', 'Z');
}

const causeByStatus: Readonly<Record<number, Cause>> = {
  304: 'NotModified',
  412: 'PreconditionFailed',
  416: 'RangeInvalid',
  429: 'RateLimited',
  503: 'Throttled',
};

/** By OSS's code. */
export const causeByCode: Readonly<Record<string, Cause>> = {
  AccessDenied: 'NoPermission',
  AccessForbidden: 'CorsForbidden',
  AccessKeyIdAndSecurityTokenNotMatch: 'TokenOfOtherKey',
  ActiveRequestLimitExceeded: 'Throttled',
  CallbackFailed: 'CallbackFailed',
  CpuLimitExceeded: 'Throttled',
  DownloadTrafficRateLimitExceeded: 'Throttled',
  FileAlreadyExists: 'ObjectExists',
  InternalError: 'InternalError',
  InvalidAccessKeyId: 'AccessKeyUnknown',
  InvalidArgument: 'InvalidArgument',
  InvalidBucketName: 'InvalidBucketName',
  InvalidDigest: 'DigestInvalid',
  InvalidObjectState: 'ObjectArchived',
  InvalidRange: 'RangeInvalid',
  InvalidRequest: 'InvalidArgument',
  InvalidSecurityToken: 'TokenInvalid',
  InvalidTargetType: 'SymlinkTargetInvalid',
  MetaOperationQpsLimitExceeded: 'Throttled',
  MethodNotAllowed: 'MethodNotAllowed',
  MultiRangeFailed: 'TooManyRanges',
  NoSuchBucket: 'NoSuchBucket',
  NoSuchCname: 'DomainNotBound',
  NoSuchKey: 'NoSuchKey',
  NoSuchUpload: 'NoSuchUpload',
  NoSuchVersion: 'NoSuchVersion',
  NonStandardHostForbidden: 'HostForbidden',
  PreconditionFailed: 'PreconditionFailed',
  QpsLimitExceeded: 'RateLimited',
  RequestTimeTooSkewed: 'ClockSkewed',
  RestoreAlreadyInProgress: 'RestoreInProgress',
  SecondLevelDomainForbidden: 'PathStyleForbidden',
  SecurityTokenExpired: 'TokenExpired',
  ServiceUnavailable: 'Throttled',
  SignatureDoesNotMatch: 'SignatureDoesNotMatch',
  SymlinkTargetNotExist: 'SymlinkTargetMissing',
  TotalQpsLimitExceeded: 'Throttled',
  UploadTrafficRateLimitExceeded: 'Throttled',
  UserDisable: 'AccountDisabled',
};

/** By OSS's detailed code, each of which has a page of its own. */
export const causeByEc: Readonly<Record<string, Cause>> = {
  '0002-00000003': 'TokenMissing',
  '0002-00000006': 'TokenInvalid',
  '0002-00000007': 'TokenExpired',
  '0002-00000008': 'TokenInvalid',
  '0002-00000010': 'TokenTwice',
  '0002-00000040': 'SignatureDoesNotMatch',
  '0002-00000066': 'SignatureVersionUnknown',
  '0002-00000067': 'ParametersMissing',
  '0002-00000068': 'V1ExpiresInvalid',
  '0002-00000069': 'Expired',
  '0002-00000070': 'V1ExpiresInvalid',
  '0002-00000071': 'ParametersMissing',
  '0002-00000074': 'ParametersMissing',
  '0002-00000076': 'AdditionalHeadersMalformed',
  '0002-00000077': 'AdditionalHeaderMissing',
  '0002-00000078': 'AdditionalHeadersMalformed',
  '0002-00000080': 'V1Forbidden',
  '0002-00000201': 'SignatureDoesNotMatch',
  '0002-00000209': 'AdditionalHeadersMalformed',
  '0002-00000211': 'AdditionalHeaderMissing',
  '0002-00000212': 'SigningDateInvalid',
  '0002-00000213': 'CredentialMalformed',
  '0002-00000215': 'ExpiresMissing',
  '0002-00000216': 'ExpiresMissing',
  '0002-00000217': 'CredentialMalformed',
  '0002-00000223': 'SigningDateInvalid',
  '0002-00000224': 'CredentialMalformed',
  '0002-00000226': 'RegionWrong',
  '0002-00000228': 'RegionWrong',
  '0002-00000232': 'ExpiresOutOfRange',
  '0002-00000235': 'NotYetValid',
  '0002-00000236': 'Expired',
  '0002-00000503': 'DateMissing',
  '0002-00000504': 'ClockSkewed',
  '0002-00000902': 'AccessKeyUnknown',
  '0003-00000001': 'NoPermission',
  '0003-00000005': 'NoPermission',
  '0003-00000101': 'NoPermissionByBucketPolicy',
  '0003-00000201': 'NoPermissionByRamPolicy',
  '0003-00000703': 'RequesterPays',
  '0003-00000801': 'AccountDisabled',
  '0003-00000905': 'AnonymousForbidden',
  '0003-00001402': 'HostForbidden',
  '0003-00001403': 'WrongEndpoint',
  '0004-00000302': 'RateLimited',
  '0004-00000501': 'TrafficLimitTwice',
  '0004-00000502': 'TrafficLimitInvalid',
  '0007-00000203': 'CallbackFailed',
  '0012-00000201': 'VersionIdEmpty',
  '0012-00000203': 'NoSuchVersion',
  '0012-00000301': 'VersioningOff',
  '0015-00000001': 'InvalidBucketName',
  '0015-00000101': 'NoSuchBucket',
  '0016-00000110': 'TooManyRanges',
  '0017-00000902': 'ContentTypeOverride',
  '0026-00000001': 'NoSuchKey',
  '0026-00000002': 'ObjectExists',
  '0026-00000011': 'SymlinkTargetInvalid',
  '0042-00000216': 'CompleteAllWithBody',
  '0048-00000001': 'ForcedDownload',
  '0048-00000100': 'ForcedDownload',
  '0048-00000101': 'ForcedDownload',
  '0048-00000102': 'ForcedDownload',
  '0048-00000103': 'ForcedDownload',
  '0048-00000104': 'ForcedDownload',
  '0048-00000105': 'ForcedDownload',
};
