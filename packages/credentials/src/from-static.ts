import type { Credentials } from '@ossferry/contract';
import { takeSnapshot } from './credentials-snapshot.ts';
import { type CredentialsSource, namedSource } from './credentials-source.ts';

/**
 * Gives always the same pair, with its token when it is temporary. Throws `InvalidCredentials` at once when the ID or the
 * secret is missing or empty; it never looks anywhere else for them.
 */
export function fromStatic(credentials: Credentials): CredentialsSource {
  const snapshot = takeSnapshot(credentials, 'static');
  return namedSource(snapshot.source, () => snapshot);
}
