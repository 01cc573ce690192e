import type { CredentialsProvider, CredentialsRequest } from '@ossferry/contract';
import { type CredentialsSnapshot, takeSnapshot } from './credentials-snapshot.ts';

/** A provider that says what it is, so that chains and errors can name it. Every `from…` function makes one. */
export interface CredentialsSource {
  (request?: CredentialsRequest): Promise<CredentialsSnapshot | null>;
  /** `env:OSS` or `sts:AssumeRole` for example. */
  readonly source: string;
}

/** Names a provider, and makes a snapshot of whatever it gives. */
export function namedSource(source: string, provider: CredentialsProvider): CredentialsSource {
  const named = async (request: CredentialsRequest = {}): Promise<CredentialsSnapshot | null> => {
    const credentials = await provider(request);
    return credentials && takeSnapshot(credentials, source);
  };
  return Object.assign(named, { source });
}

/** Names a provider after its function, if it has no name yet. A source stays what it is. */
export function toSource(provider: CredentialsProvider): CredentialsSource {
  return 'source' in provider ? (provider as CredentialsSource) : namedSource(provider.name || 'custom', provider);
}
