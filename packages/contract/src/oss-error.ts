/** Where in the life of a request it failed. */
export type ErrorPhase = 'config' | 'credentials' | 'sign' | 'connect' | 'headers' | 'body' | 'disk' | 'verify';

export interface OssErrorOptions {
  /** Stable name of the failure, `ObjectChanged` for example. Branch on this. */
  readonly code: string;
  readonly phase: ErrorPhase;
  /** What failed and why, one sentence, without any secret. */
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly advice?: string | undefined;
  /** Whether the same thing may succeed when tried again. @default false */
  readonly retryable?: boolean | undefined;
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** OSS's error code, `NoSuchKey` for example. */
  readonly ossCode?: string | undefined;
  /** OSS's detailed error code, `0026-00000001` for example. OSS says: not stable, do not branch on it. */
  readonly ec?: string | undefined;
  /** OSS's ID of the request: what its support asks for first. */
  readonly requestId?: string | undefined;
  /** Byte offset in the object at which it failed. */
  readonly offset?: number | undefined;
  /** Which try failed; 1 for the first. */
  readonly attempt?: number | undefined;
  /** How long the service asked to wait. */
  readonly retryAfterMs?: number | undefined;
  /** Elements of OSS's error XML by name; may hold what was signed, so it is never enumerated or printed. */
  readonly details?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

// A registered symbol, so that it is the same one when two copies of this package are loaded.
const marker: symbol = Symbol.for('ossferry.OssError');

/** The one error of all packages. `message` is one line: what, why, what to do; it never holds a signature, token or key. */
export class OssError extends Error {
  readonly code: string;
  readonly phase: ErrorPhase;
  readonly advice: string | undefined;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly ossCode: string | undefined;
  readonly ec: string | undefined;
  readonly requestId: string | undefined;
  readonly offset: number | undefined;
  readonly attempt: number | undefined;
  readonly retryAfterMs: number | undefined;
  declare readonly details: Readonly<Record<string, string>>;

  constructor(options: OssErrorOptions) {
    const message = options.advice === undefined ? options.message : `${options.message} ${options.advice}`;
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'OssError';
    this.code = options.code;
    this.phase = options.phase;
    this.advice = options.advice;
    this.retryable = options.retryable ?? false;
    this.status = options.status;
    this.ossCode = options.ossCode;
    this.ec = options.ec;
    this.requestId = options.requestId;
    this.offset = options.offset;
    this.attempt = options.attempt;
    this.retryAfterMs = options.retryAfterMs;
    Object.defineProperty(this, marker, { value: true });
    Object.defineProperty(this, 'details', { value: Object.freeze({ ...options.details }) });
    // What is not there is not shown: an inspected error lists facts, not a column of `undefined`.
    for (const [name, value] of Object.entries(this)) if (value === undefined) Reflect.deleteProperty(this, name);
  }

  /** Whether `value` is an `OssError`, even one made by another copy of this package. */
  static isInstance(value: unknown): value is OssError {
    return typeof value === 'object' && value !== null && marker in value;
  }

  /** The facts without `cause` and `stack`, which may hold foreign text. */
  toJSON(): Record<string, unknown> {
    const facts: Record<string, unknown> = Object.fromEntries(Object.entries(this));
    delete facts['cause'];
    return { ...facts, name: this.name, message: this.message };
  }
}
