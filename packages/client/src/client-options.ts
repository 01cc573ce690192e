import type { Credentials, CredentialsProvider, Plugin, RetryPolicy, Transport } from '@ossferry/contract';
import type { EndpointOptions } from './endpoint/standard-endpoint.ts';
import type { StandardRetryOptions } from './retry/standard-retry.ts';

/** The options of a client. `credentials`, and `region` or `endpoint`, are required unless a plugin provides them. */
export interface ClientOptions extends EndpointOptions {
  /**
   * A source of credentials, a fixed pair of keys, a provider of the official SDKs, or `null` for anonymous access.
   */
  readonly credentials?:
    | CredentialsProvider
    | Credentials
    | { readonly getCredentials: () => Credentials | Promise<Credentials> }
    | null
    | undefined;
  /** OSS no longer offers V1 to new accounts and buckets. @default 'v4' */
  readonly signatureVersion?: 'v4' | 'v1' | undefined;
  /** Headers that V4 signs in addition to the default ones, if a request contains them. @default [] */
  readonly additionalHeaders?: readonly string[] | undefined;
  /** The first plugin is the outermost. @default [] */
  readonly plugins?: readonly Plugin[] | undefined;
  /** When `send` retries: options of the standard policy, or a policy. @default {} */
  readonly retry?: StandardRetryOptions | RetryPolicy | undefined;
  /** Sends the requests of `send`. @default fetchTransport({ fetch }) */
  readonly transport?: Transport | undefined;
  /** Used by the standard transport; excludes `transport`. @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Returns a number from 0 to below 1, for the delays between attempts. @default Math.random */
  readonly random?: (() => number) | undefined;
}
