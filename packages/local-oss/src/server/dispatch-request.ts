import { authenticate } from '../authentication/authenticate.ts';
import { methodNotAllowed, notImplemented } from '../errors/request-errors.ts';
import { changeRange } from '../faults/change-range.ts';
import type { Fault } from '../faults/fault.ts';
import { substituteResponse } from '../faults/substitute-response.ts';
import { findOperation } from '../operations/find-operation.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import type { OssResponse } from '../protocol/oss-response.ts';
import { checkKey, type Target } from '../routing/route-request.ts';
import { checkPermission } from './check-permission.ts';
import { preflightResponse } from './cors.ts';
import type { ServerState } from './server-state.ts';
import { limitTraffic, readTrafficLimit } from './traffic-limit.ts';

/** A request with its bucket and its faults. */
export interface RoutedRequest {
  readonly state: ServerState;
  readonly request: OssRequest;
  /** `undefined` for the service itself. */
  readonly target: Target | undefined;
  readonly faults: readonly Fault[];
  readonly now: Date;
  /** Aborts when the client has disconnected. */
  readonly signal: AbortSignal;
}

/**
 * Checks a request in the same order as OSS (signature, permission, parameters), and performs the operation.
 *
 * @throws ServiceError
 */
export async function dispatchRequest(routed: RoutedRequest): Promise<OssResponse> {
  const { state, request, target, faults, now, signal } = routed;
  const substitute = substituteResponse(faults);
  if (substitute !== undefined) return substitute;
  if (target === undefined) {
    throw request.method === 'GET' ? notImplemented('ListBuckets') : methodNotAllowed(request.method, 'Service');
  }
  const { bucket, key } = target;
  if (request.method === 'OPTIONS') return preflightResponse(request, bucket);
  const account = authenticate({ request, target, accounts: state.accounts, now });
  checkKey(key);
  const operation = findOperation(request, key);
  checkPermission({ request, bucket, account, permission: operation.permission });
  const bitsPerSecond = readTrafficLimit(request);
  // Destroying the message would close the connection before an upload gets its error response.
  const received: AsyncIterable<Uint8Array> = request.message.iterator({ destroyOnReturn: false });
  const { status, headers, body } = await operation.run({
    request: faults.reduce(changeRange, request),
    bucket,
    key,
    account,
    store: state.store,
    body: limitTraffic(received, bitsPerSecond, signal),
    now,
  });
  const charged = bucket.requestPayer === 'Requester' ? { 'x-oss-request-charged': 'requester' } : {};
  return {
    status,
    headers: { ...headers, ...charged },
    body: body && { ...body, chunks: limitTraffic(body.chunks, bitsPerSecond, signal) },
  };
}
