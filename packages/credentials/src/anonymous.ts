import { type CredentialsSource, namedSource } from './credentials-source.ts';

/** Signs nothing: for objects that everybody may read. A presigned URL becomes the plain one. */
export function anonymous(): CredentialsSource {
  return namedSource('anonymous', () => null);
}
