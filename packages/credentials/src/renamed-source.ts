import { toPlain } from './adapters/plain-credentials.ts';
import { type CredentialsSource, namedSource } from './credentials-source.ts';

/** Wraps a source under another name, such as the profile that configures it. */
export function renamedSource(source: string, inner: CredentialsSource): CredentialsSource {
  return namedSource(source, async (request) => {
    const credentials = await inner(request);
    // A copy, because a snapshot would keep its source.
    return credentials && toPlain(credentials);
  });
}
