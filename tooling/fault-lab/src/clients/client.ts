/** The input of one run of a client. */
export interface DownloadTask {
  /** A presigned URL. */
  readonly url: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  readonly destination: string;
  /** Clients with credentials may sign new URLs. */
  readonly isRenewable: boolean;
  /** The previous run reported that the object has changed; this one may download the new object. */
  readonly acceptsChange: boolean;
}

/** A program that downloads. */
export interface Client {
  readonly name: string;
  /** Its options, for the page. */
  readonly options: string;
  /** Its version, or `undefined` if it is not installed. */
  readonly version: () => Promise<string | undefined>;
  readonly command: (task: DownloadTask) => readonly string[];
  /** Whether a program that failed crashed instead of reporting an error. */
  readonly isCrash: (end: ProgramEnd) => boolean;
  /** The error code, for programs that report one. */
  readonly errorCode?: ((end: ProgramEnd) => string | undefined) | undefined;
}

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}
