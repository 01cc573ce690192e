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

/** A limit that is there has a value: `undefined`, what a lookup gives that finds nothing, is no limit and fails. */
export interface Allowance {
  readonly allow: true;
  /**
   * The folder that every key has to be in, `users/42/` for example. Without the slash at its end that key itself is allowed
   * as well, and `users/421` is still another one. Keys with `.` or `..` segments are then refused.
   */
  readonly keyPrefix?: string;
  /** @default every bucket that the client's credentials open */
  readonly buckets?: readonly string[];
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
 * found would limit nothing.
 */
function checkShape(decision: Allowance): void {
  const wrong = Object.entries(isLimit).find(([name, isRight]) => {
    return name in decision && !isRight(decision[name as keyof Allowance]);
  });
  if (wrong !== undefined) throw new TypeError(`The policy gave a ${wrong[0]} that is no limit.`);
}

const isLimit: Readonly<Record<Exclude<keyof Allowance, 'allow'>, (value: unknown) => boolean>> = {
  keyPrefix: (value) => typeof value === 'string' && value !== '',
  buckets: Array.isArray,
  operations: Array.isArray,
  maxLifetimeSeconds: (value) => Math.abs(value as number) >= 0,
};
