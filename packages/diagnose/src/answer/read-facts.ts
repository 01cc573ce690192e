import type { Cause, CauseFacts } from '../cause.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Answer } from './read-answer.ts';

/** Reads what a cause is told with, out of the answer or else out of the URL; `undefined` where it needs nothing. */
export function readFacts(cause: Cause, answer: Answer, context: AnswerContext): CauseFacts[Cause] {
  const read: FactReaders = readersOf(answer, context);
  return read[cause]?.();
}

type FactReaders = { readonly [Name in Cause]?: () => CauseFacts[Name] };

function readersOf(answer: Answer, { host, signature, key }: AnswerContext): FactReaders {
  const { details } = answer;
  const bucket = details['BucketName'] ?? host.bucket ?? '';
  const at = details['ServerTime'] ?? isoOf(answer.serverTime);
  return {
    NoSuchKey: () => ({ key: details['Key'] ?? key }),
    ObjectDeleted: () => ({ key: details['Key'] ?? key }),
    NoSuchBucket: () => ({ bucket }),
    InvalidBucketName: () => ({ bucket }),
    DomainNotBound: () => ({ host: host.name }),
    WrongEndpoint: () => ({ endpoint: details['Endpoint'] }),
    Expired: () => ({ end: details['Expires'] ?? isoOf(signature.end), at, isServerClock: true }),
    NotYetValid: () => ({ start: isoOf(signature.start), at, isServerClock: true }),
    ClockSkewed: () => ({ requestTime: details['RequestTime'], serverTime: details['ServerTime'] }),
    ExpiresOutOfRange: () => ({ expires: signature.expires ?? '' }),
    RegionWrong: () => ({ signed: signature.scope?.region ?? '', expected: host.region }),
    RegionPrefixed: () => ({ region: signature.scope?.region ?? '' }),
    ProductWrong: () => ({ product: signature.scope?.product ?? '' }),
    AdditionalHeaderMissing: () => ({
      name: details['ArgumentValue'] || signature.additionalHeaders.filter((name) => name !== 'host').join(', '),
    }),
    AccessKeyUnknown: () => ({ accessKeyId: details['OSSAccessKeyId'] ?? signature.accessKeyId ?? '' }),
    NoPermissionByRamPolicy: () => ({ isExplicit: readDenial(details['NoPermissionType']) }),
    ParametersMissing: () => ({ names: 'OSSAccessKeyId, Expires, Signature' }),
    InvalidArgument: () => ({ name: details['ArgumentName'] }),
    PreconditionFailed: () => ({ condition: details['Condition'] }),
    Refused: () => ({ status: answer.status, code: answer.code }),
  };
}

/** Whether a policy denies, rather than that none allows. */
function readDenial(type: string | undefined): boolean | undefined {
  if (type === 'ExplicitDeny') return true;
  return type === 'ImplicitDeny' ? false : undefined;
}

function isoOf(date: Date | undefined): string | undefined {
  return date?.toISOString().replace('.000Z', 'Z');
}
