import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '../errors/service-error.ts';
import { damageResponse } from '../faults/damage-response.ts';
import { Disconnect } from '../faults/disconnect.ts';
import type { Fault } from '../faults/fault.ts';
import type { ObjectChangeFault } from '../faults/object-fault.ts';
import { shiftClock } from '../faults/shift-clock.ts';
import { removeObject } from '../operations/delete-object.ts';
import { writeObject } from '../operations/write-object.ts';
import { answerRequest } from './answer-request.ts';
import { chooseFaults } from './choose-faults.ts';
import { corsHeaders } from './cors.ts';
import { errorResponse } from './error-response.ts';
import { type OssRequest, parseRequest } from './oss-request.ts';
import { mayHaveBody, type OssResponse, textBody } from './oss-response.ts';
import { createRequestId } from './request-id.ts';
import { logRequest } from './request-log.ts';
import { routeRequest, type Target } from './route-request.ts';
import { endConnection, sendResponse } from './send-response.ts';
import type { ServerState } from './server-state.ts';
import { limitTraffic } from './traffic-limit.ts';

/** Answers one HTTP request, from its head to the last byte of the answer. Never rejects. */
export async function handleRequest(state: ServerState, message: IncomingMessage, to: ServerResponse): Promise<void> {
  const startMs = performance.now();
  const now = state.now();
  const request = parseRequest(message);
  const requestId = createRequestId(now);
  const entry = logRequest(state, request, requestId);
  const gone = new AbortController();
  to.once('close', () => gone.abort());

  const prepared = await prepareResponse({ state, request, requestId, now, signal: gone.signal });
  const { response, faults, target, bitsPerSecond } = prepared;
  try {
    const damaged = await damageResponse(response, faults, {
      signal: gone.signal,
      changeObject: (fault) => changeObject(state, target, fault),
    });
    const headers = { ...damaged.headers, 'x-oss-server-time': String(Math.round(performance.now() - startMs)) };
    const body = damaged.body && {
      ...damaged.body,
      chunks: limitTraffic(damaged.body.chunks, bitsPerSecond, gone.signal),
    };
    await sendResponse({ ...damaged, headers, body }, to, entry);
  } catch (error) {
    if (!(error instanceof Disconnect) && !gone.signal.aborted && !isConnectionLost(error)) {
      state.onInternalError(error);
    }
    await endConnection(to, error instanceof Disconnect ? error.how : 'close');
  } finally {
    response.body?.release();
  }
}

// A write may fail before the connection says that it is closed.
const LOST_CODES = ['EPIPE', 'ECONNRESET', 'ECANCELED', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE'];

function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && LOST_CODES.includes((error as NodeJS.ErrnoException).code ?? '');
}

interface Arrival {
  readonly state: ServerState;
  readonly request: OssRequest;
  readonly requestId: string;
  readonly now: Date;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
}

interface PreparedResponse {
  readonly response: OssResponse;
  readonly faults: readonly Fault[];
  readonly target: Target | undefined;
  readonly bitsPerSecond: number | undefined;
}

/** Turns every refusal into an answer, and adds the headers that all answers have. */
async function prepareResponse(arrival: Arrival): Promise<PreparedResponse> {
  const { state, request, requestId, signal } = arrival;
  let { now } = arrival;
  let target: Target | undefined;
  let faults: readonly Fault[] = [];
  let bitsPerSecond: number | undefined;
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
    ({ response, bitsPerSecond } = await answerRequest({ state, request, target, faults, now, signal }));
  } catch (error) {
    if (!(error instanceof ServiceError) && !signal.aborted) {
      state.onInternalError(error);
    }
    response = errorResponse(error, request.method, { requestId, host: request.host });
  }
  const body = response.body ?? (mayHaveBody(request.method, response.status) ? textBody('') : undefined);
  const headers = {
    server: 'AliyunOSS',
    date: now.toUTCString(),
    'x-oss-request-id': requestId,
    ...(target === undefined ? {} : corsHeaders(request, target.bucket)),
    ...response.headers,
  };
  return { response: { ...response, headers, body }, faults, target, bitsPerSecond };
}

async function changeObject(state: ServerState, target: Target | undefined, fault: ObjectChangeFault): Promise<void> {
  if (target === undefined || target.key === '') {
    return;
  }
  const place = { ...target, store: state.store, now: state.now() };
  if (fault.type === 'delete-object') {
    removeObject(place);
  } else {
    await writeObject(place, { body: fault.body });
  }
}
