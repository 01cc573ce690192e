import type { Credentials, CredentialsProvider, Plugin, RetryPolicy, Transport } from '@ossferry/contract';
import type { EndpointOptions } from './endpoint/standard-endpoint.ts';
import type { StandardRetryOptions } from './retry/standard-retry.ts';

export interface ClientOptions extends EndpointOptions {
  /**
   * Who signs: a source, one pair of keys, a provider of the official SDKs, or `null` for anonymous access. A plugin may
   * bring it instead.
   */
  readonly credentials?:
    | CredentialsProvider
    | Credentials
    | { readonly getCredentials: () => Credentials | Promise<Credentials> }
    | null
    | undefined;
  /** V1 is for what still needs it: OSS has closed it to new accounts and buckets. @default 'v4' */
  readonly signatureVersion?: 'v4' | 'v1' | undefined;
  /** Headers that V4 is to sign besides the ones it always signs, wherever a request has them. @default [] */
  readonly additionalHeaders?: readonly string[] | undefined;
  /** The first is outermost. @default [] */
  readonly plugins?: readonly Plugin[] | undefined;
  /** When `send` tries again: numbers for the standard policy, or a policy. @default {} */
  readonly retry?: StandardRetryOptions | RetryPolicy | undefined;
  /** How `send` sends. @default fetchTransport({ fetch }) */
  readonly transport?: Transport | undefined;
  /** For the standard transport, in the place of `transport`. @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Gives a number from 0 to below 1, for the waits between tries. @default Math.random */
  readonly random?: (() => number) | undefined;
}
