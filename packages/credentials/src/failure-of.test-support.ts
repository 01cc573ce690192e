import { expect } from 'vitest';
import type { CredentialsError } from './credentials-error.ts';

/** Returns the error with which a promise is rejected. */
export async function failureOf(promise: Promise<unknown>): Promise<CredentialsError> {
  return promise.then(
    () => expect.unreachable(),
    (error) => error,
  );
}
