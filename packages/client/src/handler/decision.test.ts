import { describe, expect, it } from 'vitest';
import { checkDecision, type Decision } from './decision.ts';
import type { CheckedSigningRequest } from './signing-request.ts';

const request: CheckedSigningRequest = { operation: 'getObject', bucket: 'bucket', key: 'users/42/report.pdf' };

/** Returns `allowed`, or the code of the error. */
function outcomeOf(decision: object, change: Partial<CheckedSigningRequest> = {}): string {
  try {
    checkDecision(decision as Decision, { ...request, ...change });
    return 'allowed';
  } catch (error) {
    const { code } = (error as { error?: { code: string } }).error ?? (error as { code: string });
    return code;
  }
}

describe('checkDecision', () => {
  it('option: keyPrefix is a folder, or a key and the keys below it', () => {
    const at = (key: string, keyPrefix: string) => outcomeOf({ allow: true, keyPrefix }, { key });
    expect(at('users/42/a', 'users/42/')).toBe('allowed');
    expect(at('users/42/a', 'users/42')).toBe('allowed');
    expect(at('users/42', 'users/42')).toBe('allowed');
    expect(at('users/421/a', 'users/42')).toBe('NotAllowed');
    expect(at('users/42', 'users/42/')).toBe('NotAllowed');
    expect(at('users/42/../43', 'users/42/')).toBe('NotAllowed');
  });

  it('option: buckets, keyPrefix and anyObject are each a sufficient scope', () => {
    expect(outcomeOf({ allow: true, buckets: ['bucket'] })).toBe('allowed');
    expect(outcomeOf({ allow: true, keyPrefix: 'users/42/' })).toBe('allowed');
    expect(outcomeOf({ allow: true, anyObject: true })).toBe('allowed');
    expect(outcomeOf({ allow: true, anyObject: true, keyPrefix: 'users/4/' })).toBe('NotAllowed');
    expect(outcomeOf({ allow: true, anyObject: true, buckets: ['other'] })).toBe('NotAllowed');
  });

  it('option: operations, by default only getObject', () => {
    expect(outcomeOf({ allow: true, anyObject: true }, { operation: 'headObject' })).toBe('NotAllowed');
    const operations = ['headObject'];
    expect(outcomeOf({ allow: true, anyObject: true, operations }, { operation: 'headObject' })).toBe('allowed');
    expect(outcomeOf({ allow: true, anyObject: true, operations })).toBe('NotAllowed');
  });

  it.each([
    [1, 'allowed'],
    [Number.POSITIVE_INFINITY, 'allowed'],
    [0.9, 'NotAllowed'],
    [0, 'NotAllowed'],
    [-3, 'NotAllowed'],
  ])('option: maxLifetimeSeconds of %d: %s', (maxLifetimeSeconds, outcome) => {
    expect(outcomeOf({ allow: true, anyObject: true, maxLifetimeSeconds })).toBe(outcome);
  });

  it('option: reason', () => {
    const denied = (decision: Decision) => () => checkDecision(decision, request);
    expect(denied({ allow: false, reason: 'Not yours.' })).toThrow(expect.objectContaining({ message: 'Not yours.' }));
    expect(denied({ allow: false })).toThrow(
      expect.objectContaining({ status: 403, message: 'The policy does not allow this.' }),
    );
  });

  it.each([
    { maxLifetimeSeconds: Number.NaN },
    { maxLifetimeSeconds: 'long' },
    { maxLifetimeSeconds: '60' },
    { keyPrefix: '' },
    { keyPrefix: 42 },
    { buckets: 'bucket' },
    { operations: 'getObject' },
    { keyPrefix: undefined },
    { buckets: undefined },
    { operations: undefined },
    { maxLifetimeSeconds: undefined },
    { anyObject: undefined },
    { anyObject: 'yes' },
  ])('error: InvalidAllowance for the limit in %j', (limit) => {
    expect(outcomeOf({ allow: true, anyObject: true, ...limit })).toBe('InvalidAllowance');
  });

  it.each([{}, { operations: ['getObject'] }, { maxLifetimeSeconds: 60 }])(
    'error: InvalidAllowance for %j, which has no scope',
    (limits) => {
      expect(outcomeOf({ allow: true, ...limits })).toBe('InvalidAllowance');
    },
  );

  it('error: the compiler refuses an allowance without a scope', () => {
    // @ts-expect-error -- Neither buckets nor keyPrefix nor anyObject.
    const decision: Decision = { allow: true };
    expect(outcomeOf(decision)).toBe('InvalidAllowance');
  });
});
