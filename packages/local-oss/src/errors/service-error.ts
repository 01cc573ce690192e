/** An error response of OSS; the server converts it to error XML. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  /** The detailed error code of OSS (`x-oss-ec`), if it documents one. */
  readonly ec: string | undefined;
  /** Additional elements of the error XML, in order. */
  readonly details: readonly ErrorDetail[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(options: ServiceErrorOptions) {
    super(options.message);
    this.name = 'ServiceError';
    this.status = options.status;
    this.code = options.code;
    this.ec = options.ec;
    this.details = options.details ?? [];
    this.headers = options.headers ?? {};
  }
}

/** The input of a `ServiceError`. */
export interface ServiceErrorOptions {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly ec?: string | undefined;
  readonly details?: readonly ErrorDetail[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Name and text of an XML element. */
export type ErrorDetail = readonly [name: string, text: string];
