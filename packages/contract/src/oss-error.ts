import type { OssErrorCode } from './error-codes.ts';

/**
 * The step that failed: reading the options (`config`), obtaining credentials, signing, connecting, receiving the status and
 * headers, receiving the body, writing to disk, or verifying the result.
 */
export type ErrorPhase = 'config' | 'credentials' | 'sign' | 'connect' | 'headers' | 'body' | 'disk' | 'verify';

/** The properties of a new {@link OssError}. Only `code`, `phase` and `message` are required. */
export interface OssErrorOptions {
  /** Stable error code, for example `ObjectChanged`. Use it to handle specific errors. */
  readonly code: OssErrorCode;
  /** The step that failed. */
  readonly phase: ErrorPhase;
  /** What failed and why, in one sentence without secrets. */
  readonly message: string;
  /** A suggested fix, in one sentence. It is appended to `message`. */
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
  /** How long the service asked the client to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /**
   * Elements of OSS's error XML by name. They may contain signed text, so this property is not enumerable and never
   * printed.
   */
  readonly details?: Readonly<Record<string, string>> | undefined;
  /** The underlying error. It may contain secrets, so `toJSON` omits it. */
  readonly cause?: unknown;
}

// A registered symbol is the same in all loaded copies of this package.
const marker: symbol = Symbol.for('ossferry.OssError');

// Own properties, even non-enumerable ones, appear in `inspect(…, { showHidden: true })`. A private field does not, but
// makes the types of two copies of this package incompatible.
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
    // Absent properties are not set, so that an inspected error does not list them as `undefined`.
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

  /** Whether `value` is an `OssError`, even one created by another copy of this package. */
  static isInstance(value: unknown): value is OssError {
    return typeof value === 'object' && value !== null && marker in value;
  }

  /** The properties without `cause` and `stack`, which may contain text from elsewhere. */
  toJSON(): Record<string, unknown> {
    const { cause: _, ...facts } = { ...this };
    return { ...facts, message: this.message };
  }
}
