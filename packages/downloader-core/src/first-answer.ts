import { judgeRangeAnswer } from './answer/range-answer.ts';
import { rangeHeaders } from './answer/range-headers.ts';
import { type Answered, type ReplayTransport, replayAnswer } from './answer/replay-answer.ts';
import { createWatchdog, type Timeouts } from './carrier/watchdog.ts';
import type { DownloadOptions } from './download-options.ts';
import type { DownloadSummary } from './events.ts';
import type { RangeCarrier, RangeResponse, RangeTransport } from './ports.ts';
import type { SourceKeeper } from './source/source.ts';
import { readRetry } from './streams/backoff.ts';
import { carryPart } from './streams/carry-part.ts';
import { minPartBytes } from './streams/plan-parts.ts';

export interface FirstRequest {
  readonly source: SourceKeeper;
  readonly transport: RangeTransport;
  readonly timeouts: Timeouts;
  readonly options: Pick<DownloadOptions, 'partSizeBytes' | 'retry' | 'signal' | 'random' | 'onEvent'>;
}

/** The answer to the first request of a download, asked for before there is a place to put it. */
export interface FirstAnswer extends ReplayTransport {
  /** Reads one of its headers by lower-case name. */
  readonly header: (name: string) => string | null;
  /** Adds the requests that led to it to the summary of the download that went on from it. */
  readonly countInto: (summary: DownloadSummary) => DownloadSummary;
}

/**
 * Sends the request with which a fresh download begins, and holds its answer: what the answer says of the object, its
 * name for example, then costs no request of its own. Renewal, retries and refusals are those of every other request.
 */
export async function askFirst({ source, transport, timeouts, options }: FirstRequest): Promise<FirstAnswer> {
  const { signal = new AbortController().signal, onEvent = () => undefined, random = Math.random } = options;
  let answered: (Answered & { readonly response: RangeResponse }) | undefined;
  let requests = 0;
  let retries = 0;
  const carrier: RangeCarrier = {
    async carry(order, _events, requestSignal) {
      const request = { url: order.url, headers: rangeHeaders(order) };
      const watchdog = createWatchdog(timeouts, requestSignal, () => order.start);
      try {
        watchdog.expect('headersMs');
        const response = await transport(request, watchdog.signal);
        watchdog.expect('firstByteMs');
        // An empty object has its own answer, whose body can be read only once.
        if (response.status !== 416) await judgeRangeAnswer(response, order);
        answered = { request, response };
      } catch (error) {
        watchdog.signal.throwIfAborted();
        throw error;
      } finally {
        watchdog.stop();
      }
    },
    close: async () => undefined,
  };
  await carryPart(
    { start: 0, end: options.partSizeBytes ?? minPartBytes },
    {
      carrier,
      source,
      holes: (span) => (answered === undefined ? [span] : []),
      pin: () => undefined,
      onHead: () => undefined,
      onWritten: () => undefined,
      onRequest() {
        requests += 1;
      },
      onEvent(event) {
        if (event.type === 'retry') retries += 1;
        onEvent(event);
      },
      retry: readRetry(options.retry),
      random,
    },
    signal,
  );
  if (answered === undefined) throw new Error('a request ended without an answer');
  const { response } = answered;
  const replay = replayAnswer(answered, transport);
  return {
    ...replay,
    header: response.header,
    countInto: (summary) => ({
      ...summary,
      // The one whose answer was used is counted by the download itself.
      requests: summary.requests + requests - (replay.wasUsed() ? 1 : 0),
      retries: summary.retries + retries,
    }),
  };
}
