import type { Cause, CauseFacts } from '../cause.ts';
import { formatTime } from '../format-time.ts';
import type { OssResponse } from './read-response.ts';
import type { ResponseContext } from './response-context.ts';

/** Reads the facts of a cause from the response, or else from the URL; `undefined` for causes without facts. */
export function readFacts(cause: Cause, response: OssResponse, context: ResponseContext): CauseFacts[Cause] {
  const read: FactReaders = readersOf(response, context);
  return read[cause]?.();
}

type FactReaders = { readonly [Name in Cause]?: () => CauseFacts[Name] };

function readersOf(response: OssResponse, { host, signature, key }: ResponseContext): FactReaders {
  const { details } = response;
  const bucket = details['BucketName'] ?? host.bucket ?? '';
  const at = details['ServerTime'] ?? timeOf(response.serverTime);
  return {
    NoSuchKey: () => ({ key: details['Key'] ?? key }),
    ObjectDeleted: () => ({ key: details['Key'] ?? key }),
    NoSuchBucket: () => ({ bucket }),
    InvalidBucketName: () => ({ bucket }),
    DomainNotBound: () => ({ host: host.name }),
    WrongEndpoint: () => ({ endpoint: details['Endpoint'] }),
    Expired: () => ({ end: details['Expires'] ?? timeOf(signature.end), at, isServerClock: true }),
    NotYetValid: () => ({ start: timeOf(signature.start), at, isServerClock: true }),
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
    Refused: () => ({ status: response.status, code: response.code }),
  };
}

/** Whether a policy denies access, rather than that no policy allows it. */
function readDenial(type: string | undefined): boolean | undefined {
  if (type === 'ExplicitDeny') return true;
  return type === 'ImplicitDeny' ? false : undefined;
}

function timeOf(date: Date | undefined): string | undefined {
  return date && formatTime(date);
}
