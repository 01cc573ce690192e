import { hasDotSegment } from '../transport/check-fetchable.ts';
import { refuse } from './refusal.ts';
import type { CheckedAsk, SigningOperation } from './signing-ask.ts';

/** What the policy says: no, or yes within limits. */
export type Decision = Allowance | Denial;

export interface Denial {
  readonly allow: false;
  /** One sentence that the caller is told. */
  readonly reason?: string | undefined;
}

export interface Allowance {
  readonly allow: true;
  /** Names that every key has to begin with, `users/42/` for example. Keys with `.` or `..` segments are then refused. */
  readonly keyPrefix?: string | undefined;
  /** @default every bucket that the client's credentials open */
  readonly buckets?: readonly string[] | undefined;
  /** The longest life of a URL for this caller; the handler's own limit stays. */
  readonly maxLifetimeSeconds?: number | undefined;
  /** @default ['getObject'] */
  readonly operations?: readonly SigningOperation[] | undefined;
}

/** Refuses an ask that the policy does not allow; the caller is not told what else would be there. */
export function checkDecision(decision: Decision, { operation, bucket, key }: CheckedAsk): Allowance {
  // The policy is foreign code: only the literal `true` opens.
  if (decision?.allow !== true) throw refuse(403, 'NotAllowed', decision?.reason ?? 'The policy does not allow this.');
  const { keyPrefix, buckets, operations = ['getObject'] } = decision;
  if (!operations.includes(operation)) throw refuse(403, 'NotAllowed', `The policy does not allow ${operation}.`);
  if (buckets !== undefined && !buckets.includes(bucket)) {
    throw refuse(403, 'NotAllowed', 'The policy does not allow this bucket.');
  }
  if (keyPrefix !== undefined && (!key.startsWith(keyPrefix) || hasDotSegment(key))) {
    throw refuse(403, 'NotAllowed', 'The policy does not allow this key.');
  }
  return decision;
}
