import type { Cause } from '../cause.ts';
import type { AnswerContext } from './answer-context.ts';
import { causeByCode, causeByEc, causeByStatus } from './causes-by-code.ts';
import { causeByPolicyType, causesByMessage } from './causes-by-text.ts';
import type { Answer } from './read-answer.ts';

/**
 * Chooses the cause that an answer names. Codes come first: OSS calls its detailed codes (EC) unstable, so they and the
 * texts only tell apart what has one code, as the page "Error responses" lists them.
 */
export function chooseCause(answer: Answer, context: AnswerContext): Cause {
  const { code, ec, status, message, details } = answer;
  const byCode = read(causeByCode, code);
  const byStatus = code === undefined ? read(causeByStatus, String(status)) : undefined;
  const byEc = read(causeByEc, ec);
  const byPolicy = read(causeByPolicyType, details['PolicyType']);
  const byMessage = causesByMessage.find(([pattern]) => pattern.test(message))?.[1];
  // What says no more than the code itself gives way to what does.
  const further = [byEc, byPolicy, byMessage].find((cause) => cause !== undefined && cause !== byCode);
  const isManifold = code !== undefined && manifold.has(code);
  const told = isManifold ? (further ?? byCode) : (byCode ?? further ?? byStatus);
  return refine(told ?? 'Refused', answer, context);
}

/** Codes that stand for many causes. */
const manifold: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'AccessDenied',
  'InvalidArgument',
  'InvalidRequest',
  'InvalidAccessKeyId',
]);

/** Anything can stand where a code does, also the name of what every object inherits. */
function read(table: Readonly<Record<string, Cause>>, name: string | undefined): Cause | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** What makes of one cause another one that says more. */
interface Refinement {
  readonly from: readonly Cause[];
  readonly to: Cause;
  readonly holds: (answer: Answer, context: AnswerContext) => boolean;
}

const refinements: readonly Refinement[] = [
  {
    // The domain's own name was taken for a bucket.
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

function refine(cause: Cause, answer: Answer, context: AnswerContext): Cause {
  return refinements.find(({ from, holds }) => from.includes(cause) && holds(answer, context))?.to ?? cause;
}
