import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '../errors/service-error.ts';
import { applyResponseFaults } from '../faults/apply-response-faults.ts';
import { Disconnect } from '../faults/disconnect.ts';
import type { Fault, ObjectChangeFault } from '../faults/fault.ts';
import { shiftClock } from '../faults/shift-clock.ts';
import { removeObject } from '../operations/delete-object.ts';
import { writeObject } from '../operations/write-object.ts';
import { type OssRequest, parseRequest } from '../protocol/oss-request.ts';
import { mayHaveBody, type OssResponse, textBody } from '../protocol/oss-response.ts';
import { routeRequest, type Target } from '../routing/route-request.ts';
import { chooseFaults } from './choose-faults.ts';
import { corsHeaders } from './cors.ts';
import { dispatchRequest } from './dispatch-request.ts';
import { errorResponse } from './error-response.ts';
import { createRequestId } from './request-id.ts';
import { logRequest } from './request-log.ts';
import { closeConnection, sendResponse } from './send-response.ts';
import type { ServerState } from './server-state.ts';

/** Handles one HTTP request, including the response and its faults. Never rejects. */
export async function handleRequest(state: ServerState, message: IncomingMessage, to: ServerResponse): Promise<void> {
  const startMs = performance.now();
  const now = state.now();
  const request = parseRequest(message);
  const requestId = createRequestId(now);
  const entry = logRequest(state, request, requestId);
  const disconnected = new AbortController();
  const { signal } = disconnected;
  to.once('close', () => disconnected.abort());

  const { response, faults, target } = await prepareResponse({ state, request, requestId, now, signal });
  try {
    const faulty = await applyResponseFaults(response, faults, {
      signal,
      changeObject: (fault) => changeObject(state, target, fault),
    });
    const headers = { ...faulty.headers, 'x-oss-server-time': String(Math.round(performance.now() - startMs)) };
    await sendResponse({ ...faulty, headers }, to, entry);
  } catch (error) {
    if (!(error instanceof Disconnect) && !signal.aborted && !isConnectionLost(error)) state.onInternalError(error);
    await closeConnection(to, error instanceof Disconnect ? error.mode : 'close');
  } finally {
    response.body?.release();
  }
}

// A write may fail before the `close` event.
const connectionLostCodes = ['EPIPE', 'ECONNRESET', 'ECANCELED', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE'];

function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && connectionLostCodes.includes((error as NodeJS.ErrnoException).code ?? '');
}

interface ReceivedRequest {
  readonly state: ServerState;
  readonly request: OssRequest;
  readonly requestId: string;
  readonly now: Date;
  /** Aborts when the client has disconnected. */
  readonly signal: AbortSignal;
}

interface PreparedResponse {
  readonly response: OssResponse;
  readonly faults: readonly Fault[];
  readonly target: Target | undefined;
}

/** Converts errors to responses, and adds the headers that all responses have. */
async function prepareResponse(received: ReceivedRequest): Promise<PreparedResponse> {
  const { state, request, requestId, signal } = received;
  let { now } = received;
  let target: Target | undefined;
  let faults: readonly Fault[] = [];
  let response: OssResponse;
  try {
    target = routeRequest(request, state);
    faults = chooseFaults(state, request, target);
    now = shiftClock(now, faults);
    for (const fault of faults) {
      if ((fault.type === 'replace-object' || fault.type === 'delete-object') && fault.afterBodyBytes === undefined) {
        await changeObject(state, target, fault);
      }
    }
    response = await dispatchRequest({ state, request, target, faults, now, signal });
  } catch (error) {
    if (!(error instanceof ServiceError) && !signal.aborted) state.onInternalError(error);
    response = errorResponse(error, request, requestId);
  }
  const body = response.body ?? (mayHaveBody(request.method, response.status) ? textBody('') : undefined);
  const headers = {
    server: 'AliyunOSS',
    date: now.toUTCString(),
    'x-oss-request-id': requestId,
    ...(target === undefined ? {} : corsHeaders(request, target.bucket)),
    ...response.headers,
  };
  return { response: { ...response, headers, body }, faults, target };
}

async function changeObject(state: ServerState, target: Target | undefined, fault: ObjectChangeFault): Promise<void> {
  if (target === undefined || target.key === '') return;
  const location = { ...target, store: state.store, now: state.now() };
  if (fault.type === 'delete-object') {
    removeObject(location);
  } else {
    await writeObject(location, { body: fault.body });
  }
}
