import { expect } from 'vitest';
import type { CredentialsError } from './credentials-error.ts';

/** Gives the error with which a promise is rejected. */
export async function failureOf(promise: Promise<unknown>): Promise<CredentialsError> {
  return promise.then(
    () => expect.unreachable(),
    (error) => error,
  );
}
