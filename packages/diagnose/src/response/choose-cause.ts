import type { Cause } from '../cause.ts';
import { causeByCode, causeByEc, causeByStatus } from './causes-by-code.ts';
import { causeByPolicyType, causesByMessage } from './causes-by-text.ts';
import type { OssResponse } from './read-response.ts';
import type { ResponseContext } from './response-context.ts';

/**
 * Chooses the cause that a response reports. The code decides: OSS calls its detailed codes (EC) unstable, so they and the
 * message only distinguish causes that share a code. See OSS's page "Error responses".
 */
export function chooseCause(response: OssResponse, context: ResponseContext): Cause {
  const { code, ec, status, message, details } = response;
  const byCode = read(causeByCode, code);
  const byStatus = code === undefined ? read(causeByStatus, String(status)) : undefined;
  const byEc = read(causeByEc, ec);
  const byPolicy = read(causeByPolicyType, details['PolicyType']);
  const byMessage = causesByMessage.find(([pattern]) => pattern.test(message))?.[1];
  // Skips anything that is no more specific than the code.
  const specific = [byEc, byPolicy, byMessage].find((cause) => cause !== undefined && cause !== byCode);
  const isAmbiguous = code !== undefined && ambiguousCodes.has(code);
  const cause = isAmbiguous ? (specific ?? byCode) : (byCode ?? specific ?? byStatus);
  return refine(cause ?? 'Refused', response, context);
}

/** Codes that OSS uses for many causes. */
const ambiguousCodes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'AccessDenied',
  'InvalidArgument',
  'InvalidRequest',
  'InvalidAccessKeyId',
]);

/** Ignores properties that every object inherits: a response may contain any text as its code. */
function read(table: Readonly<Record<string, Cause>>, name: string | undefined): Cause | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A rule that replaces a cause with a more specific one. */
interface Refinement {
  readonly from: readonly Cause[];
  readonly to: Cause;
  readonly holds: (response: OssResponse, context: ResponseContext) => boolean;
}

const refinements: readonly Refinement[] = [
  {
    // OSS took the name of the domain for a bucket.
    from: ['NoSuchBucket', 'InvalidBucketName'],
    to: 'DomainNotBound',
    holds: (_, { host }) => host.addressing === 'custom-domain',
  },
  {
    from: ['RegionWrong'],
    to: 'RegionPrefixed',
    holds: (_, { signature }) => signature.scope?.region.startsWith('oss-') === true,
  },
  {
    from: ['CredentialMalformed'],
    to: 'ProductWrong',
    holds: (_, { signature: { scope } }) =>
      scope !== undefined && scope.product !== 'oss' && scope.product !== 'oss-cloudbox',
  },
  { from: ['AccessKeyUnknown'], to: 'AccessKeyDisabled', holds: ({ message }) => /disabled/i.test(message) },
  {
    from: ['AccessKeyUnknown'],
    to: 'TokenKeyUnknown',
    holds: (_, { signature }) => signature.token !== undefined,
  },
  { from: ['NoSuchKey'], to: 'ObjectDeleted', holds: ({ isDeleteMarker }) => isDeleteMarker },
  { from: ['MethodNotAllowed'], to: 'VersionIsDeleteMarker', holds: ({ isDeleteMarker }) => isDeleteMarker },
];

function refine(cause: Cause, response: OssResponse, context: ResponseContext): Cause {
  return refinements.find(({ from, holds }) => from.includes(cause) && holds(response, context))?.to ?? cause;
}
