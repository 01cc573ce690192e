import type { Credentials, CredentialsProvider } from '@ossferry/contract';
import { type CredentialsSource, namedSource, toSource } from './credentials-source.ts';
import { fromStatic } from './from-static.ts';

/** The shape in which the OSS SDK V2 and the providers of `@alicloud/credentials` give credentials. */
export interface CredentialsGetter {
  readonly getCredentials: () => Credentials | Promise<Credentials>;
}

/** Wherever a source is built on another one: a function, the pair itself, or an object of an official SDK. */
export type CredentialsInput = CredentialsProvider | Credentials | CredentialsGetter;

/** Makes a source of anything that gives credentials. */
export function sourceOf(input: CredentialsInput): CredentialsSource {
  if (typeof input === 'function') return toSource(input);
  if (!('getCredentials' in input)) return fromStatic(input);
  return namedSource('getCredentials', async () => {
    const credentials = await input.getCredentials();
    // The official SDKs' way of saying "anonymous" is an empty pair.
    return credentials.accessKeyId === '' && credentials.accessKeySecret === '' ? null : credentials;
  });
}
