import type { OssErrorCode } from './error-codes.ts';

/** The step of a request that failed. */
export type ErrorPhase = 'config' | 'credentials' | 'sign' | 'connect' | 'headers' | 'body' | 'disk' | 'verify';

export interface OssErrorOptions {
  /** Stable error code, for example `ObjectChanged`. Use it to handle specific errors. */
  readonly code: OssErrorCode;
  readonly phase: ErrorPhase;
  /** What failed and why, in one sentence without secrets. */
  readonly message: string;
  /** A suggested fix, in one sentence. */
  readonly advice?: string | undefined;
  /** Whether a retry may succeed. @default false */
  readonly retryable?: boolean | undefined;
  /** HTTP status of the response. */
  readonly status?: number | undefined;
  /** OSS's error code, for example `NoSuchKey`. */
  readonly ossCode?: string | undefined;
  /**
   * OSS's detailed error code, for example `0026-00000001`. According to OSS, it is not stable; do not depend on it.
   */
  readonly ec?: string | undefined;
  /** OSS's request ID, which OSS support needs. */
  readonly requestId?: string | undefined;
  /** Byte offset in the object at which the error occurred. */
  readonly offset?: number | undefined;
  /** The number of the failed attempt; 1 for the first. */
  readonly attempt?: number | undefined;
  /** How long the service asked the client to wait. */
  readonly retryAfterMs?: number | undefined;
  /**
   * Elements of OSS's error XML by name. They may contain signed text, so this property is not enumerable and never
   * printed.
   */
  readonly details?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

// A registered symbol, so that it is the same one when two copies of this package are loaded.
const marker: symbol = Symbol.for('ossferry.OssError');

// Own properties, even hidden ones, would show in `inspect(…, { showHidden: true })`. A private field would not either, but
// makes the types of two copies of this package differ.
const detailsOf: WeakMap<OssError, Readonly<Record<string, string>>> = /* @__PURE__ */ new WeakMap();

/**
 * The error class of all packages. `message` is one line: what failed, why, and what to do. It never contains a
 * signature, token or key.
 */
export class OssError extends Error {
  declare readonly code: OssErrorCode;
  declare readonly phase: ErrorPhase;
  declare readonly advice: string | undefined;
  declare readonly retryable: boolean;
  declare readonly status: number | undefined;
  declare readonly ossCode: string | undefined;
  declare readonly ec: string | undefined;
  declare readonly requestId: string | undefined;
  declare readonly offset: number | undefined;
  declare readonly attempt: number | undefined;
  declare readonly retryAfterMs: number | undefined;

  constructor(options: OssErrorOptions) {
    const { message, advice, cause, details, ...facts } = options;
    super(advice === undefined ? message : `${message} ${advice}`, cause === undefined ? undefined : { cause });
    this.name = 'OssError';
    // What is not there is not shown: an inspected error lists facts, not a column of `undefined`.
    for (const [name, value] of Object.entries({ advice, ...facts, retryable: facts.retryable ?? false })) {
      if (value !== undefined) (this as Record<string, unknown>)[name] = value;
    }
    Object.defineProperty(this, marker, { value: true });
    detailsOf.set(this, Object.freeze({ ...details }));
  }

  /** Elements of OSS's error XML by name; empty if there was none. */
  get details(): Readonly<Record<string, string>> {
    return detailsOf.get(this) ?? {};
  }

  /** Whether `value` is an `OssError`, even one made by another copy of this package. */
  static isInstance(value: unknown): value is OssError {
    return typeof value === 'object' && value !== null && marker in value;
  }

  /** The properties without `cause` and `stack`, which may contain text from elsewhere. */
  toJSON(): Record<string, unknown> {
    const { cause: _, ...facts } = { ...this };
    return { ...facts, message: this.message };
  }
}
