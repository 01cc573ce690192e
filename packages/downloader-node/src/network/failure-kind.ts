/** What a failed connection is known by. */
export type NetworkCause = Error & { readonly code?: string | undefined; readonly statusCode?: number | undefined };

/** What there is to say about one kind of failure. */
export interface FailureKind {
  readonly code: string;
  /** The rest of a sentence that begins with the host. */
  readonly what: string;
  readonly advice: string;
  readonly retryable: boolean;
  /** It was connected to, and failed in what it spoke. */
  readonly spoken?: true;
}
