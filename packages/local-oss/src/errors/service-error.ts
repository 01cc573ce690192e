/** A refusal as OSS words it; the server turns it into error XML. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  /** OSS's finer error code; absent where OSS documents none. */
  readonly ec: string | undefined;
  /** Elements of the error XML that only this kind of error has, in order. */
  readonly details: readonly ErrorDetail[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'ServiceError';
    this.status = refusal.status;
    this.code = refusal.code;
    this.ec = refusal.ec;
    this.details = refusal.details ?? [];
    this.headers = refusal.headers ?? {};
  }
}

/** The facts of a refusal. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly ec?: string | undefined;
  readonly details?: readonly ErrorDetail[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Name and text of an XML element. */
export type ErrorDetail = readonly [name: string, text: string];
