import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { isError } from './is-error.ts';

/** All secrets of the suites match it. */
const secretPattern = /testkit-(?:secret|token)/;

/** Fails if a value reveals a secret as text or through `inspect`, JSON, or the message, stack and cause of an error. */
export function assertNoSecret(value: unknown): void {
  const shown = {
    text: textOf(value),
    inspect: inspect(value, { depth: Infinity, showHidden: true }),
    json: JSON.stringify(value),
    // A copy must not reveal what the original hides.
    copy: typeof value === 'object' && value !== null ? inspect({ ...value }, { showHidden: true }) : '',
  };
  const leaking = Object.entries(shown).filter(([, text]) => secretPattern.test(text ?? ''));
  assert.deepEqual(
    leaking.map(([way]) => way),
    [],
    'A secret is revealed.',
  );
}

function textOf(value: unknown): string {
  if (!isError(value)) return String(value);
  const cause = value.cause === undefined ? '' : textOf(value.cause);
  return [value.message, value.stack, cause].join('\n');
}
