import type { Credentials } from '@ossferry/contract';
import { takeSnapshot } from './credentials-snapshot.ts';
import { type CredentialsSource, namedSource } from './credentials-source.ts';

/**
 * Always provides the given pair, with its token if it is temporary. Throws `InvalidCredentials` immediately if the ID or the
 * secret is missing or empty; it never reads them from elsewhere.
 */
export function fromStatic(credentials: Credentials): CredentialsSource {
  const snapshot = takeSnapshot(credentials, 'static');
  return namedSource(snapshot.source, () => snapshot);
}
