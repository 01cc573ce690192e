import { type CredentialsSource, namedSource } from './credentials-source.ts';

/** Provides no credentials, for objects that anyone may read. Requests are not signed, and presigning gives the plain URL. */
export function anonymous(): CredentialsSource {
  return namedSource('anonymous', () => null);
}
