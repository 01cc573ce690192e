import { OssError } from '@ossferry/contract';

/** A refused request: the HTTP status and the error for the caller. */
export class Refusal extends Error {
  readonly status: number;
  readonly error: OssError;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, error: OssError, retryAfterSeconds?: number) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Creates a refusal from a code, a message and advice. */
export function refuse(
  status: number,
  code: string,
  message: string,
  advice?: string,
  retryAfterSeconds?: number,
): Refusal {
  return new Refusal(status, new OssError({ code, phase: 'sign', message, advice, status }), retryAfterSeconds);
}

/** Converts a thrown value to a refusal. Errors of the server become a 500 without details. */
export function refusalOf(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  return refuse(
    500,
    'SigningFailed',
    'The URL could not be signed.',
    'Try again later; see the audit log of the server.',
  );
}

/** Converts the client's error about an invalid request to a refusal; returns `undefined` for all other errors. */
export function requestRefusal(cause: unknown): Refusal | undefined {
  if (!OssError.isInstance(cause) || !aboutTheRequest.has(cause.code)) return undefined;
  // A source of credentials may call a service whose errors have the same codes.
  const isOurs = (cause.phase === 'config' || cause.phase === 'sign') && cause.status === undefined;
  return isOurs ? new Refusal(400, cause) : undefined;
}

const aboutTheRequest: ReadonlySet<string> = new Set([
  'InvalidBucketName',
  'InvalidFileName',
  'InvalidHeader',
  'InvalidLifetime',
  'InvalidObjectName',
  'InvalidParameter',
  'InvalidQuery',
]);
