import assert from 'node:assert/strict';

/** Returns the error that a call rejects with; fails if there is none. */
export async function errorOf(ask: () => Promise<unknown>): Promise<Error> {
  const outcome = await ask().catch((error: unknown) => ({ error }));
  assert.ok(typeof outcome === 'object' && outcome !== null && 'error' in outcome, 'The source returned a pair.');
  assert.ok(outcome.error instanceof Error, 'The source threw something other than an Error.');
  return outcome.error;
}
