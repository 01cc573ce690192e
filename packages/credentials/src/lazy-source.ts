import { type CredentialsSource, namedSource } from './credentials-source.ts';

/** A source whose code is loaded when it is asked for the first time. */
export function lazySource(source: string, load: () => Promise<CredentialsSource>): CredentialsSource {
  let loaded: Promise<CredentialsSource> | undefined;
  return namedSource(source, async (request) => {
    loaded ??= load();
    return (await loaded)(request);
  });
}
