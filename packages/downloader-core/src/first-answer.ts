import { type Answered, type ReplayTransport, replayAnswer } from './answer/replay-answer.ts';
import { openRange } from './carrier/open-range.ts';
import { createWatchdog, type Timeouts } from './carrier/watchdog.ts';
import type { DownloadOptions } from './download-options.ts';
import type { DownloadSummary } from './events.ts';
import type { RangeCarrier, RangeResponse, RangeTransport } from './ports.ts';
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
  const elapsedMs = startStopwatch();
  let requests = 0;
  let retries = 0;
  const carrier: RangeCarrier = {
    async carry(order, _events, requestSignal) {
      const watchdog = createWatchdog(timeouts, requestSignal, () => order.start);
      try {
        const { request, response, answer } = await openRange(transport, order, watchdog);
        answered = { request, response: answer.end === 0 ? sayEmpty(response) : response };
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
        holes: (span) => (answered === undefined ? [span] : []),
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
  if (answered === undefined) throw new Error('a request ended without an answer');
  const { response } = answered;
  const durationMs = elapsedMs();
  const replay = replayAnswer(answered, transport);
  return {
    ...replay,
    header: response.header,
    countInto: (summary) => ({
      ...summary,
      // The one whose answer was used is counted by the download itself.
      requests: summary.requests + requests - (replay.wasUsed() ? 1 : 0),
      retries: summary.retries + retries,
      durationMs: summary.durationMs + durationMs,
    }),
  };
}

/** An empty object says what it is in a body, which has been read: its header has to say it now. */
function sayEmpty(response: RangeResponse): RangeResponse {
  const header = (name: string) => (name === 'content-range' ? 'bytes */0' : response.header(name));
  return { ...response, header, read: async () => undefined };
}
