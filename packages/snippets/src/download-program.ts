/** The input of a program, validated: ASCII without control characters, except for the file name. */
export interface DownloadProgram {
  /** Percent-encoded, as it was signed. */
  readonly url: string;
  /** Headers to send exactly like this, without `host` and `accept-encoding`. */
  readonly signedHeaders: readonly (readonly [name: string, value: string])[];
  /** A plain name, not a path. */
  readonly fileName: string;
}
