/** A consistent pair of keys, with its token when it is temporary. One snapshot makes one signature. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Present for temporary (STS) credentials; an empty one counts as none. */
  readonly securityToken?: string | undefined;
  /** When the pair ends; absent when it does not end or nobody said. */
  readonly expiration?: Date | undefined;
}

/** What the kernel asks of a credential source. A source may ignore all of it. */
export interface CredentialsRequest {
  /** The service refused the last pair: a cached one is of no use. */
  readonly rejected?: boolean | undefined;
  /** The pair must live at least this long from now; a source that can refresh does so. */
  readonly minLifetimeSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Gives the pair to sign with, or `null` for anonymous access. Any `async () => credentials` is one. */
export type CredentialsProvider = (request: CredentialsRequest) => Credentials | null | Promise<Credentials | null>;
