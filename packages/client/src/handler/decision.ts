import { configError } from '../config-error.ts';
import { hasDotSegment } from '../transport/check-fetchable.ts';
import { refuse } from './refusal.ts';
import type { CheckedSigningRequest, SigningOperation } from './signing-request.ts';

/** What the policy says: no, or yes within limits. */
export type Decision = Allowance | Denial;

export interface Denial {
  readonly allow: false;
  /** One sentence that the caller is told. */
  readonly reason?: string | undefined;
}

/**
 * A yes that says for which objects: `buckets`, `keyPrefix`, or `anyObject: true`. A limit that is there has a value:
 * `undefined`, what a lookup gives that finds nothing, is no limit and fails.
 */
export type Allowance = AllowanceLimits &
  ({ readonly buckets: readonly string[] } | { readonly keyPrefix: string } | { readonly anyObject: true });

/** What a yes may hold. */
export interface AllowanceLimits {
  readonly allow: true;
  /**
   * The folder that every key has to be in, `users/42/` for example. Without the slash at its end that key itself is allowed
   * as well, and `users/421` is still another one. Keys with `.` or `..` segments are then refused.
   */
  readonly keyPrefix?: string;
  /** @default every bucket that the client's credentials open */
  readonly buckets?: readonly string[];
  /**
   * Opens every object that the client's credentials open, within the other limits: for a policy that has looked at
   * the bucket and the key itself, or for a client that may do no more than every caller.
   */
  readonly anyObject?: true;
  /** The longest life of a URL for this caller; the handler's own limit stays. */
  readonly maxLifetimeSeconds?: number;
  /** @default ['getObject'] */
  readonly operations?: readonly SigningOperation[];
}

/** Refuses what the policy does not allow; the caller is not told what else would be there. */
export function checkDecision(decision: Decision, { operation, bucket, key }: CheckedSigningRequest): Allowance {
  // The policy is foreign code: only the literal `true` opens.
  if (decision?.allow !== true) throw refuse(403, 'NotAllowed', decision?.reason ?? 'The policy does not allow this.');
  const { keyPrefix, buckets, operations = ['getObject'], maxLifetimeSeconds } = decision;
  checkShape(decision);
  if (maxLifetimeSeconds !== undefined && maxLifetimeSeconds < 1) {
    throw refuse(403, 'NotAllowed', 'The policy allows no lifetime.');
  }
  if (!operations.includes(operation)) throw refuse(403, 'NotAllowed', `The policy does not allow ${operation}.`);
  if (buckets !== undefined && !buckets.includes(bucket)) {
    throw refuse(403, 'NotAllowed', 'The policy does not allow this bucket.');
  }
  if (keyPrefix !== undefined && (!isWithin(key, keyPrefix) || hasDotSegment(key))) {
    throw refuse(403, 'NotAllowed', 'The policy does not allow this key.');
  }
  return decision;
}

function isWithin(key: string, prefix: string): boolean {
  return key === prefix || key.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

/**
 * Limits of a wrong kind would open more than was meant: a text includes other texts, nothing is above `NaN`, and what was not
 * found would limit nothing. A yes alone would open all that the client may sign, perhaps by an oversight.
 */
function checkShape(decision: Allowance): void {
  const wrong = Object.entries(isLimit).find(([name, isRight]) => {
    return name in decision && !isRight(decision[name as keyof AllowanceLimits]);
  });
  if (wrong !== undefined) {
    throw configError(
      'InvalidAllowance',
      `The policy gave a ${wrong[0]} that is no limit.`,
      'Set it, or leave it out.',
    );
  }
  if ('buckets' in decision || 'keyPrefix' in decision || 'anyObject' in decision) return;
  throw configError(
    'InvalidAllowance',
    'The policy does not say which objects it opens.',
    'Return `buckets` or `keyPrefix`; or `anyObject: true`, when all that the client may sign is meant.',
  );
}

const isLimit: Readonly<Record<Exclude<keyof AllowanceLimits, 'allow'>, (value: unknown) => boolean>> = {
  keyPrefix: (value) => typeof value === 'string' && value !== '',
  buckets: Array.isArray,
  anyObject: (value) => value === true,
  operations: Array.isArray,
  maxLifetimeSeconds: (value) => Math.abs(value as number) >= 0,
};
