import { judgeRangeAnswer, type RangeAnswer } from '../answer/range-answer.ts';
import { rangeHeaders } from '../answer/range-headers.ts';
import type { RangeOrder, RangeResponse, RangeTransport } from '../ports.ts';
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
  const response = await transport(request, signal);
  expect('firstByteMs');
  try {
    return { request, response, answer: await judgeRangeAnswer(response, order) };
  } catch (error) {
    response.cancel();
    throw error;
  }
}
