import type { Credentials, CredentialsProvider } from '@ossferry/contract';
import { CredentialsError } from './credentials-error.ts';
import { type CredentialsSource, namedSource, toSource } from './credentials-source.ts';
import { fromStatic } from './from-static.ts';

/** A credentials provider of the OSS SDK V2 or of `@alicloud/credentials`. */
export interface CredentialsGetter {
  readonly getCredentials: () => Credentials | Promise<Credentials>;
}

/** What sources accept as another source: a function, a pair, or a provider of an official SDK. */
export type CredentialsInput = CredentialsProvider | Credentials | CredentialsGetter;

/** Converts anything that provides credentials to a source. */
export function sourceOf(input: CredentialsInput): CredentialsSource {
  if (typeof input === 'function') return toSource(input);
  if (typeof input !== 'object' || input === null) throw invalidProvider();
  if (!('getCredentials' in input)) return fromStatic(input);
  return namedSource('getCredentials', async () => {
    const credentials = await input.getCredentials();
    // In the official SDKs, an empty pair is anonymous access.
    return credentials.accessKeyId === '' && credentials.accessKeySecret === '' ? null : credentials;
  });
}

/** Creates the error for a value that cannot provide credentials. The message does not quote it: it may be a secret. */
export function invalidProvider(): CredentialsError {
  return new CredentialsError({
    source: 'custom',
    code: 'InvalidOption',
    phase: 'config',
    message: 'The source of the credentials is neither a function nor an object.',
    advice: 'Pass a source such as fromEnv(), a pair, or a provider of an official SDK.',
  });
}
