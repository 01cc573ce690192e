import { authenticate } from '../authentication/authenticate.ts';
import { methodNotAllowed, notImplemented } from '../errors/request-errors.ts';
import type { Fault } from '../faults/fault.ts';
import { substituteResponse } from '../faults/substitute-response.ts';
import { findOperation } from '../operations/find-operation.ts';
import { checkPermission } from './check-permission.ts';
import { answerPreflight } from './cors.ts';
import type { OssRequest } from './oss-request.ts';
import type { OssResponse } from './oss-response.ts';
import { checkKey, type Target } from './route-request.ts';
import type { ServerState } from './server-state.ts';
import { limitTraffic, readTrafficLimit } from './traffic-limit.ts';

/** A request that has found its bucket. */
export interface RoutedRequest {
  readonly state: ServerState;
  readonly request: OssRequest;
  readonly target: Target | undefined;
  readonly faults: readonly Fault[];
  readonly now: Date;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
}

/** An answer, and how fast the client wants it. */
export interface Answer {
  readonly response: OssResponse;
  readonly bitsPerSecond: number | undefined;
}

/**
 * Checks a request in the order in which OSS does (signature, permission, parameters) and carries it out.
 *
 * @throws ServiceError
 */
export async function answerRequest(routed: RoutedRequest): Promise<Answer> {
  const { state, request, target, faults, now, signal } = routed;
  const substitute = substituteResponse(faults);
  if (substitute !== undefined) {
    return { response: substitute, bitsPerSecond: undefined };
  }
  if (target === undefined) {
    throw request.method === 'GET' ? notImplemented('ListBuckets') : methodNotAllowed(request.method, 'Service');
  }
  const { bucket, key } = target;
  if (request.method === 'OPTIONS') {
    return { response: answerPreflight(request, bucket), bitsPerSecond: undefined };
  }
  const identity = authenticate({ request, target, accounts: state.accounts, now });
  checkKey(key);
  const operation = findOperation({ ...request, key });
  checkPermission({ request, bucket, identity, permission: operation.permission });
  const bitsPerSecond = readTrafficLimit(request);
  // Destroying the message would end the connection, and with it the chance to refuse an upload in words.
  const received: AsyncIterable<Uint8Array> = request.message.iterator({ destroyOnReturn: false });
  const response = await operation.run({
    request: faults.reduce(changeRange, request),
    bucket,
    key,
    identity,
    store: state.store,
    body: limitTraffic(received, bitsPerSecond, signal),
    now,
  });
  const charged = bucket.requestPayer === 'Requester' ? { 'x-oss-request-charged': 'requester' } : {};
  return { response: { ...response, headers: { ...response.headers, ...charged } }, bitsPerSecond };
}

/** Lets a fault change the range that is asked for. */
function changeRange(request: OssRequest, fault: Fault): OssRequest {
  if (fault.type !== 'ignore-range' && fault.type !== 'shorten-range') return request;
  const headers = new Map(request.headers);
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
  if (fault.type === 'ignore-range') {
    headers.delete('range');
  } else if (start !== undefined) {
    const lastOffset = Number(start) + fault.maxBytes - 1;
    headers.set('range', `bytes=${start}-${end === '' ? lastOffset : Math.min(Number(end), lastOffset)}`);
  }
  return { ...request, headers };
}
