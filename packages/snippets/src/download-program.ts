/** What a program is to do. All of it is checked: ASCII without control characters, the file name apart. */
export interface DownloadProgram {
  /** Percent-encoded as it was signed. */
  readonly url: string;
  /** To be sent exactly like this; `host` and `accept-encoding` are not among them. */
  readonly signedHeaders: readonly (readonly [name: string, value: string])[];
  /** A plain name, no path. */
  readonly fileName: string;
}
