/** The error of a failed connection, from Node, fetch or axios. */
export type NetworkCause = Error & { readonly code?: string | undefined; readonly statusCode?: number | undefined };

/** The message, advice and code for one kind of failure. */
export interface FailureKind {
  readonly code: string;
  /** The rest of a sentence that starts with the host. */
  readonly what: string;
  readonly advice: string;
  readonly retryable: boolean;
  /** The connection was made, but TLS or HTTP failed. */
  readonly isProtocol?: true;
}
