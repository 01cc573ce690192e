import type { Attempt, OssRequest, PresignCall } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { freezeRequest } from './freeze-request.ts';
import { isRecord } from './is-record.ts';

/** Refuses an invalid input of the `call` ring, and returns it frozen. */
export function guardRequest<Request extends OssRequest>(request: Request): Request {
  if (isRequest(request)) return freezeRequest(request);
  throw configError(
    'InvalidOssRequest',
    'This is not an OSS request: operation, method, headers or query is missing.',
    'Pass a request of `getObject` or another operation; a middleware passes `next` a changed copy of its input.',
  );
}

/** Does the same for the `presign` ring, whose input also contains options. */
export function guardPresignCall(call: PresignCall): PresignCall {
  const { request, options } = call ?? {};
  const frozen = guardRequest(request);
  // A copy of a number or a date would be empty, so that it could not be refused later.
  const keep = Object.isFrozen(options) || !isRecord(options);
  if (frozen === request && keep && Object.isFrozen(call)) return call;
  return Object.freeze({ request: frozen, options: keep ? options : Object.freeze({ ...options }) });
}

/** Does the same for the `attempt` ring, whose input also contains the endpoint. */
export function guardAttempt(attempt: Attempt): Attempt {
  const frozen = guardRequest(attempt);
  const endpoint = checkEndpoint(frozen.endpoint);
  return endpoint === frozen.endpoint ? frozen : Object.freeze({ ...frozen, endpoint });
}

/** Checks only the structure. Names and values are checked after the last middleware. */
function isRequest(request: Partial<OssRequest> | null | undefined): boolean {
  return (
    typeof request?.operation === 'string' &&
    typeof request.method === 'string' &&
    typeof request.headers === 'object' &&
    request.headers !== null &&
    Array.isArray(request.query) &&
    request.query.every(Array.isArray)
  );
}
