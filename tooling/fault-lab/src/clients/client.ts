/** What a client is asked to download. */
export interface Order {
  /** A presigned URL. */
  readonly url: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  readonly destination: string;
  /** Whoever can make new URLs may do so. */
  readonly isRenewable: boolean;
  /** The run before told that the object is another one now. */
  readonly acceptsChange: boolean;
}

/** A program that downloads. */
export interface Client {
  readonly name: string;
  /** The options that it is given, for the page. */
  readonly options: string;
  /** Its version, or `undefined` where it is not installed. */
  readonly version: () => Promise<string | undefined>;
  readonly command: (order: Order) => readonly string[];
  /** Whether the end of a run is a failure that it had not foreseen. */
  readonly isCrash: (end: ProgramEnd) => boolean;
  /** The code of the failure, from those that name one. */
  readonly errorCode?: ((end: ProgramEnd) => string | undefined) | undefined;
}

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}
