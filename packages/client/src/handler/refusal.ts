import { OssError } from '@ossferry/contract';

/** A request that is not signed for: the HTTP status, and what the caller is told. */
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

/** Makes a refusal from a stable code and two sentences. */
export function refuse(status: number, code: string, message: string, advice?: string): Refusal {
  return new Refusal(status, new OssError({ code, phase: 'sign', message, advice, status }));
}

/**
 * Turns whatever was thrown into what the caller may know. What the client says of a request is meant for whoever wrote
 * it; everything else is the server's own business.
 */
export function refusalOf(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  if (OssError.isInstance(cause) && aboutTheRequest.has(cause.code)) return new Refusal(400, cause);
  return refuse(500, 'SigningFailed', 'The URL could not be signed.', 'Try again later; the server knows why.');
}

const aboutTheRequest: ReadonlySet<string> = new Set([
  'InvalidBucketName',
  'InvalidFileName',
  'InvalidHeader',
  'InvalidLifetime',
  'InvalidObjectName',
  'InvalidParameter',
]);
