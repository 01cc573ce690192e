import type { Attempt, OssRequest, PresignCall } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { freezeRequest } from './freeze-request.ts';

/** Refuses what is no request, and freezes one: the input of the `call` ring. */
export function guardRequest<Request extends OssRequest>(request: Request): Request {
  if (isRequest(request)) return freezeRequest(request);
  throw configError(
    'InvalidOssRequest',
    'This is not a request to OSS: operation, method, headers or query is missing.',
    'Give what `getObject` or another operation builds; a middleware gives `next` a changed copy of its input.',
  );
}

/** The same for the `presign` ring, whose input holds the options too. */
export function guardPresignCall(call: PresignCall): PresignCall {
  const { request, options } = call ?? {};
  const frozen = guardRequest(request);
  if (frozen === request && Object.isFrozen(options) && Object.isFrozen(call)) return call;
  return Object.freeze({ request: frozen, options: Object.freeze({ ...options }) });
}

/** The same for the `attempt` ring, whose input knows its endpoint. */
export function guardAttempt(attempt: Attempt): Attempt {
  const frozen = guardRequest(attempt);
  const endpoint = checkEndpoint(frozen.endpoint);
  return endpoint === frozen.endpoint ? frozen : Object.freeze({ ...frozen, endpoint });
}

/** Only what is needed to go on: names and values are checked when all middleware has had its say. */
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
