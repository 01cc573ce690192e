/** An access key pair, with its security token if it is temporary. Each signature uses one snapshot. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Present for temporary (STS) credentials; an empty token counts as absent. */
  readonly securityToken?: string | undefined;
  /** When the pair expires. Absent if it does not expire, or if its expiration is unknown. */
  readonly expiration?: Date | undefined;
}

/** Options for a credentials source. A source may ignore all of them. */
export interface CredentialsRequest {
  /** The service rejected the last pair: do not return it again. @default false */
  readonly rejected?: boolean | undefined;
  /** The pair must be valid for at least this long from now; a source that can refresh does so if necessary. @default 0 */
  readonly minLifetimeSeconds?: number | undefined;
  /** Cancels this call, but not a fetch that other callers wait for. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Returns the pair to sign with, or `null` for anonymous access. Throws if it has no credentials. Any
 * `async () => credentials` is a provider.
 */
export type CredentialsProvider = (request: CredentialsRequest) => Credentials | null | Promise<Credentials | null>;
