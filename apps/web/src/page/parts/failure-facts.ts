import { type ErrorPhase, OssError, redactText } from '@ossferry/contract';

/** A failure as plain data without secrets, which can be stored. */
export interface FailureFacts {
  /** The code of an `OssError`; absent for other errors. */
  readonly code?: string | undefined;
  readonly phase?: ErrorPhase | undefined;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** The URL points to a local OSS, most likely that of this page. @default false */
  readonly isLocal?: boolean | undefined;
  /** The message of the error, in English. */
  readonly message: string;
}

/** Converts a thrown value. */
export function toFailureFacts(error: unknown): FailureFacts {
  const message = redactText(error instanceof Error ? error.message : String(error));
  if (!OssError.isInstance(error)) return { message };
  const { code, phase, status, retryAfterMs } = error;
  return { code, phase, status, retryAfterMs, message };
}
