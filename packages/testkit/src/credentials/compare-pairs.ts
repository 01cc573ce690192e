import assert from 'node:assert/strict';
import type { Credentials } from '@ossferry/contract';

/** Fails unless a source gave ID, secret and token of the pair that is expected. */
export function assertSamePair(actual: Credentials, expected: Credentials): void {
  assert.deepEqual(keysOf(actual), keysOf(expected));
}

/** ID, secret and token as they are at this moment. */
export function keysOf({ accessKeyId, accessKeySecret, securityToken }: Credentials): object {
  return { accessKeyId, accessKeySecret, securityToken };
}

/** Fails unless ID, secret and token of a pair were issued together. */
export function assertOneSet(pair: Credentials): void {
  const { accessKeyId, accessKeySecret, securityToken = '' } = pair;
  const sets = [accessKeyId, accessKeySecret, securityToken].map((text) => /\w+$/.exec(text)?.[0]);
  assert.equal(new Set(sets).size, 1, `ID, secret and token come from different pairs: ${sets.join(', ')}.`);
}
