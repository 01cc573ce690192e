import type { Cause, CauseFacts } from '../cause.ts';
import { type Suspicion, suspect, weights } from '../finding.ts';
import type { HostReport } from '../url/read-host.ts';
import type { UrlSignature } from '../url/read-signature.ts';
import { causeByCode, causeByEc, causeByStatus } from './causes-by-code.ts';
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
