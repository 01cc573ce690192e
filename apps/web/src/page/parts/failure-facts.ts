import { type ErrorPhase, OssError, redactText } from '@ossferry/contract';

/** What is known of a failure: plain data without secrets, fit to be kept over a reload. */
export interface FailureFacts {
  /** Of an `OssError`; absent when something else was thrown. */
  readonly code?: string | undefined;
  readonly phase?: ErrorPhase | undefined;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** It happened on the way to a local OSS: most likely that of this page. @default false */
  readonly isLocal?: boolean | undefined;
  /** What the toolkit says of it, in English. */
  readonly message: string;
}

/** Takes down what is known of something that was thrown. */
export function toFailureFacts(error: unknown): FailureFacts {
  const message = redactText(error instanceof Error ? error.message : String(error));
  if (!OssError.isInstance(error)) return { message };
  const { code, phase, status, retryAfterMs } = error;
  return { code, phase, status, retryAfterMs, message };
}
