import { configError } from '../config-error.ts';
import { hasDotSegment } from '../transport/check-fetchable.ts';
import { refuse } from './refusal.ts';
import type { CheckedSigningRequest, SigningOperation } from './signing-request.ts';

/** The decision of the policy: a denial, or an allowance with limits. */
export type Decision = Allowance | Denial;

/** A denial: the response is 403, with the code `NotAllowed`. */
export interface Denial {
  readonly allow: false;
  /** One sentence for the caller. */
  readonly reason?: string | undefined;
}

/**
 * An allowance. It must set at least one of `buckets`, `keyPrefix` and `anyObject: true`. A property with the value
 * `undefined`, such as the result of a failed lookup, is an error.
 */
export type Allowance = AllowanceLimits &
  ({ readonly buckets: readonly string[] } | { readonly keyPrefix: string } | { readonly anyObject: true });

/** The limits of an allowance. */
export interface AllowanceLimits {
  readonly allow: true;
  /**
   * The folder that every key must be in, for example `users/42/`. Without the final slash, the key `users/42` itself is
   * also allowed, but never `users/421`. Keys with `.` or `..` segments are refused.
   */
  readonly keyPrefix?: string;
  /** @default all buckets that the client's credentials can access */
  readonly buckets?: readonly string[];
  /**
   * Allows all objects that the client's credentials can access, within the other limits: for a policy that checks bucket
   * and key itself, or for a client whose credentials have only the permissions of every caller.
   */
  readonly anyObject?: true;
  /** The maximum lifetime of a URL for this caller, within the handler's own limit. */
  readonly maxLifetimeSeconds?: number;
  /** @default ['getObject'] */
  readonly operations?: readonly SigningOperation[];
}

/** Refuses what the policy does not allow, without telling the caller what it would allow. */
export function checkDecision(decision: Decision, { operation, bucket, key }: CheckedSigningRequest): Allowance {
  // The policy may return anything: only the literal `true` allows.
  if (decision?.allow !== true) throw refuse(403, 'NotAllowed', decision?.reason ?? 'The policy does not allow this.');
  const { keyPrefix, buckets, operations = ['getObject'], maxLifetimeSeconds } = decision;
  checkShape(decision);
  if (maxLifetimeSeconds !== undefined && maxLifetimeSeconds < 1) {
    throw refuse(403, 'NotAllowed', 'The policy does not allow any lifetime.');
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
 * Refuses limits of a wrong type, which would allow too much: a string also has `includes`, no number is above `NaN`, and
 * `undefined` would limit nothing. Refuses an allowance without a scope, which would allow all objects by oversight.
 */
function checkShape(decision: Allowance): void {
  const wrong = Object.entries(isLimit).find(([name, isValid]) => {
    return name in decision && !isValid(decision[name as keyof AllowanceLimits]);
  });
  if (wrong !== undefined) {
    throw configError('InvalidAllowance', `The policy returned an invalid ${wrong[0]}.`, 'Set it or omit it.');
  }
  if ('buckets' in decision || 'keyPrefix' in decision || 'anyObject' in decision) return;
  throw configError(
    'InvalidAllowance',
    'The policy does not say which objects it allows.',
    'Return `buckets` or `keyPrefix`, or `anyObject: true` to allow all objects that the client can sign.',
  );
}

const isLimit: Readonly<Record<Exclude<keyof AllowanceLimits, 'allow'>, (value: unknown) => boolean>> = {
  keyPrefix: (value) => typeof value === 'string' && value !== '',
  buckets: Array.isArray,
  anyObject: (value) => value === true,
  operations: Array.isArray,
  maxLifetimeSeconds: (value) => typeof value === 'number' && !Number.isNaN(value),
};
