import type { OssErrorCode } from './error-codes.ts';

/** Where in the life of a request it failed. */
export type ErrorPhase = 'config' | 'credentials' | 'sign' | 'connect' | 'headers' | 'body' | 'disk' | 'verify';

export interface OssErrorOptions {
  /** Stable name of the failure, `ObjectChanged` for example. Branch on this. */
  readonly code: OssErrorCode;
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

// Own properties, even hidden ones, would show in `inspect(…, { showHidden: true })`. A private field would not either, but
// makes the types of two copies of this package differ.
const detailsOf: WeakMap<OssError, Readonly<Record<string, string>>> = /* @__PURE__ */ new WeakMap();

/** The one error of all packages. `message` is one line: what, why, what to do; it never holds a signature, token or key. */
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

  /** Elements of OSS's error XML by name; empty when there was none. */
  get details(): Readonly<Record<string, string>> {
    return detailsOf.get(this) ?? {};
  }

  /** Whether `value` is an `OssError`, even one made by another copy of this package. */
  static isInstance(value: unknown): value is OssError {
    return typeof value === 'object' && value !== null && marker in value;
  }

  /** The facts without `cause` and `stack`, which may hold foreign text. */
  toJSON(): Record<string, unknown> {
    const { cause: _, ...facts } = { ...this };
    return { ...facts, message: this.message };
  }
}
