import type { DownloadSummary } from '../events.ts';
import type { RangeResponse, RangeTransport } from '../ports.ts';

/** A request and its result. */
export interface CompletedRequest {
  readonly request: Parameters<RangeTransport>[0];
  /** The response; `undefined` if the request failed with `error`. */
  readonly response?: RangeResponse | undefined;
  readonly error?: unknown;
}

/** What one stage of a download has spent before the next one starts. */
export type Spent = Pick<DownloadSummary, 'requests' | 'retries' | 'durationMs'>;

/** A transport that already has the response to one request. */
export interface ReplayTransport {
  readonly send: RangeTransport;
  /** Cancels the response, unless it was used. */
  readonly drop: () => void;
  /** Adds what was spent on the request to the summary of the next stage. */
  readonly countInto: (summary: DownloadSummary) => DownloadSummary;
}

/**
 * Returns a transport that replays the result if the same request is sent next; all other requests are sent through
 * `transport`. This way, a request of one stage of a download is not repeated by the next stage. `spent` includes this
 * request.
 */
export function replayResponse(completed: CompletedRequest, transport: RangeTransport, spent: Spent): ReplayTransport {
  let held: CompletedRequest | undefined = completed;
  let isUsed = false;
  const drop = (): void => {
    held?.response?.cancel();
    held = undefined;
  };
  return {
    async send(request, signal) {
      if (held === undefined) return transport(request, signal);
      const { request: sent, response, error } = held;
      const isSame = sent.url === request.url && sent.headers['range'] === request.headers['range'];
      if (!isSame) {
        drop(); // The download resumes an earlier run, or has a new URL.
        return transport(request, signal);
      }
      held = undefined;
      isUsed = true;
      if (response === undefined) throw error;
      signal.addEventListener('abort', response.cancel, { once: true });
      return response;
    },
    drop,
    countInto: (summary) => ({
      ...summary,
      // The next stage counts a request whose response it used as its own.
      requests: summary.requests + spent.requests - (isUsed ? 1 : 0),
      retries: summary.retries + spent.retries,
      durationMs: summary.durationMs + spent.durationMs,
    }),
  };
}
