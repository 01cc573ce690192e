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

/** Turns whatever was thrown into what the caller may know: what is no refusal is the server's own business. */
export function refusalOf(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  return refuse(500, 'SigningFailed', 'The URL could not be signed.', 'Try again later; the server knows why.');
}

/** What the client says of a request that it does not sign is meant for whoever wrote it; gives that, if it is all there is. */
export function requestRefusal(cause: unknown): Refusal | undefined {
  if (!OssError.isInstance(cause) || !aboutTheRequest.has(cause.code)) return undefined;
  // A policy or a source of credentials may have asked a service, whose answers have such codes too.
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
