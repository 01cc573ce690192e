import { judgeRangeAnswer, type RangeAnswer } from '../answer/range-answer.ts';
import { rangeHeaders } from '../answer/range-headers.ts';
import type { RangeOrder, RangeResponse, RangeTransport } from '../ports.ts';
import { untilAborted } from '../until-aborted.ts';
import type { Watchdog } from './watchdog.ts';

type RangeRequest = Parameters<RangeTransport>[0];

/** An answer that may be written where it was meant to go, its body unread. */
export interface OpenRange {
  readonly request: RangeRequest;
  readonly response: RangeResponse;
  readonly answer: RangeAnswer;
}

/** Sends the request for a range and judges its answer; an answer that is of no use is cancelled. */
export async function openRange(
  transport: RangeTransport,
  order: RangeOrder,
  { expect, signal }: Watchdog,
): Promise<OpenRange> {
  const request = { url: order.url, headers: rangeHeaders(order) };
  expect('headersMs');
  const response = await sendRequest(transport, request, signal);
  expect('firstByteMs');
  try {
    return { request, response, answer: await judgeRangeAnswer(response, order) };
  } catch (error) {
    response.cancel();
    throw error;
  }
}

/** Sends a request, and waits no longer than `signal` allows: not every transport ends when it is told to. */
export function sendRequest(
  transport: RangeTransport,
  request: RangeRequest,
  signal: AbortSignal,
): Promise<RangeResponse> {
  const sent = transport(request, signal);
  const dropLate = (response: RangeResponse): void => {
    if (signal.aborted) response.cancel();
  };
  sent.then(dropLate, () => undefined);
  return untilAborted(sent, signal);
}
