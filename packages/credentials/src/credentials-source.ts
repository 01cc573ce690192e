import type { CredentialsProvider, CredentialsRequest } from '@ossferry/contract';
import { type CredentialsSnapshot, takeSnapshot } from './credentials-snapshot.ts';

/** A provider with a name for chains and errors. Every `from…` function returns one. */
export interface CredentialsSource {
  (request?: CredentialsRequest): Promise<CredentialsSnapshot | null>;
  /** Its name, for example `env:OSS` or `sts:AssumeRole`. */
  readonly source: string;
}

/** Names a provider and converts its results to snapshots. */
export function namedSource(source: string, provider: CredentialsProvider): CredentialsSource {
  const named = async (request: CredentialsRequest = {}): Promise<CredentialsSnapshot | null> => {
    const credentials = await provider(request);
    return credentials && takeSnapshot(credentials, source);
  };
  return Object.assign(named, { source });
}

/** Names a provider after its function. A source is returned unchanged. */
export function toSource(provider: CredentialsProvider): CredentialsSource {
  return 'source' in provider ? (provider as CredentialsSource) : namedSource(provider.name || 'custom', provider);
}
