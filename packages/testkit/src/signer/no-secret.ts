import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { temporaryUser, user } from './sample-request.ts';

/** Fails if a value reveals a secret of the suite. */
export function assertNoSecret(value: unknown): void {
  const text = inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true });
  for (const { accessKeySecret } of [user, temporaryUser]) {
    assert.ok(!text.includes(accessKeySecret), 'The secret is revealed.');
  }
}
