import { type CredentialsSource, namedSource } from './credentials-source.ts';

/** Creates a source whose code is loaded on first use. */
export function lazySource(source: string, load: () => Promise<CredentialsSource>): CredentialsSource {
  let loaded: Promise<CredentialsSource> | undefined;
  return namedSource(source, async (request) => {
    loaded ??= load();
    return (await loaded)(request);
  });
}
