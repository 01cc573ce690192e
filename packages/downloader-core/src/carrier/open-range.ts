import type { RangeOrder, RangeResponse, RangeTransport } from '../ports.ts';
import { type AcceptedRange, checkRangeResponse } from '../response/check-range-response.ts';
import { rangeHeaders } from '../response/range-headers.ts';
import type { Watchdog } from './watchdog.ts';

type RangeRequest = Parameters<RangeTransport>[0];

/** An accepted response with an unread body. */
export interface OpenRange {
  readonly request: RangeRequest;
  readonly response: RangeResponse;
  readonly accepted: AcceptedRange;
}

/** Sends the request for a range and checks the response. Cancels the response if it is not acceptable. */
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
    return { request, response, accepted: await checkRangeResponse(response, order) };
  } catch (error) {
    response.cancel();
    throw error;
  }
}
