import { setTimeout as sleep } from 'node:timers/promises';
import { gzipResponse } from '../protocol/gzip-response.ts';
import type { OssResponse } from '../protocol/oss-response.ts';
import { applyBodyFault, type FaultContext } from './apply-body-fault.ts';
import { Disconnect } from './disconnect.ts';
import type { Fault } from './fault.ts';

/** Applies faults, in their order, to a response that is ready to be sent. */
export async function applyResponseFaults(
  response: OssResponse,
  faults: readonly Fault[],
  context: FaultContext,
): Promise<OssResponse> {
  let result = response;
  for (const fault of faults) {
    result = applyHeadFault(result, fault);
    if (result.body !== undefined) result = { ...result, body: applyBodyFault(result.body, fault, context) };
    if (fault.type === 'delay-headers') await sleep(fault.delayMs, undefined, { signal: context.signal });
    if (fault.type === 'disconnect' && fault.afterBodyBytes === undefined) throw new Disconnect(fault);
  }
  return result;
}

function applyHeadFault(response: OssResponse, fault: Fault): OssResponse {
  switch (fault.type) {
    case 'change-headers':
      return { ...response, headers: changeHeaders(response.headers, fault.headers) };
    case 'wrong-content-range':
      return response.status === 206
        ? { ...response, headers: { ...response.headers, 'content-range': fault.contentRange } }
        : response;
    case 'force-gzip':
      return response.status === 200 ? gzipResponse(response) : response;
    default:
      return response;
  }
}

function changeHeaders(
  headers: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const changed = { ...headers };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) {
      delete changed[name.toLowerCase()];
    } else {
      changed[name.toLowerCase()] = value;
    }
  }
  return changed;
}
