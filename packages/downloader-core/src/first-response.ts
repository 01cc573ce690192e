import { openRange } from './carrier/open-range.ts';
import { createWatchdog, type Timeouts } from './carrier/watchdog.ts';
import type { DownloadOptions } from './download-options.ts';
import type { RangeCarrier, RangeResponse, RangeTransport } from './ports.ts';
import { type CompletedRequest, type ReplayTransport, replayResponse } from './response/replay-response.ts';
import type { SourceKeeper } from './source/source.ts';
import { startStopwatch } from './stopwatch.ts';
import { readRetry } from './streams/backoff.ts';
import { carryPart } from './streams/carry-part.ts';
import { firstSpan } from './streams/plan-parts.ts';

export interface FirstRequest {
  readonly source: SourceKeeper;
  readonly transport: RangeTransport;
  readonly timeouts: Timeouts;
  readonly options: Pick<DownloadOptions, 'partSizeBytes' | 'retry' | 'signal' | 'random' | 'onEvent'>;
}

/** The response to the first request of a download that has no destination yet. */
export interface FirstResponse extends ReplayTransport {
  /** Returns a header by its lower-case name. */
  readonly header: (name: string) => string | null;
}

/**
 * Sends the first request of a new download, and holds the response, so that its headers (such as the file name) need
 * no request of their own. Renews and retries like every other request.
 */
export async function requestFirstRange({
  source,
  transport,
  timeouts,
  options,
}: FirstRequest): Promise<FirstResponse> {
  const { signal = new AbortController().signal, onEvent = () => undefined, random = Math.random } = options;
  let completed: (CompletedRequest & { readonly response: RangeResponse }) | undefined;
  const elapsedMs = startStopwatch();
  let requests = 0;
  let retries = 0;
  const carrier: RangeCarrier = {
    async carry(order, _events, requestSignal) {
      const watchdog = createWatchdog(timeouts, requestSignal, () => order.start);
      try {
        const { request, response, accepted } = await openRange(transport, order, watchdog);
        completed = { request, response: accepted.end === 0 ? asEmptyObject(response) : response };
      } catch (error) {
        throw watchdog.explain(error);
      } finally {
        watchdog.stop();
      }
    },
    close: async () => undefined,
  };
  await carryPart(
    firstSpan(options),
    {
      carrier,
      download: {
        source,
        holes: (span) => (completed === undefined ? [span] : []),
        pin: () => undefined,
        retry: readRetry(options.retry),
        random,
        onRequest() {
          requests += 1;
        },
        onWritten: () => undefined,
        onEvent(event) {
          if (event.type === 'retry') retries += 1;
          onEvent(event);
        },
      },
    },
    signal,
  );
  if (completed === undefined) throw new Error('a request ended without a response');
  const spent = { requests, retries, durationMs: elapsedMs() };
  return { ...replayResponse(completed, transport, spent), header: completed.response.header };
}

/** The response to a range of an empty object is recognized by its body, which has been read. A header replaces it. */
function asEmptyObject(response: RangeResponse): RangeResponse {
  const header = (name: string) => (name === 'content-range' ? 'bytes */0' : response.header(name));
  return { ...response, header, read: async () => undefined };
}
