import assert from 'node:assert/strict';
import { isError } from '../is-error.ts';

/** Returns the error that a call rejects with; fails if there is none. */
export async function errorOf(ask: () => Promise<unknown>): Promise<Error> {
  const outcome = await ask().catch((error: unknown) => ({ error }));
  assert.ok(typeof outcome === 'object' && outcome !== null && 'error' in outcome, 'The source returned a pair.');
  assert.ok(isError(outcome.error), 'The source threw something other than an Error.');
  return outcome.error;
}
