import assert from 'node:assert/strict';
import type { Credentials } from '@ossferry/contract';

/** Fails unless ID, secret and token are those of the expected pair. */
export function assertSamePair(actual: Credentials, expected: Credentials): void {
  assert.deepEqual(keysOf(actual), keysOf(expected));
}

/** Copies ID, secret and token. */
export function keysOf({ accessKeyId, accessKeySecret, securityToken }: Credentials): object {
  return { accessKeyId, accessKeySecret, securityToken };
}

/** Fails unless ID, secret and token of a pair were issued together. */
export function assertConsistentPair(pair: Credentials): void {
  const { accessKeyId, accessKeySecret, securityToken = '' } = pair;
  const sets = [accessKeyId, accessKeySecret, securityToken].map((text) => /\w+$/.exec(text)?.[0]);
  assert.equal(new Set(sets).size, 1, `ID, secret and token come from different pairs: ${sets.join(', ')}.`);
}
